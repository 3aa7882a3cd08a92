import { Download, Sparkles } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ModelInfo, ModelUse } from '../../../app/contract/models.ts';
import { useLive } from '../../engine/engine-context.tsx';
import { useModels } from '../../engine/hooks.ts';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { remember } from '../../state/memory.ts';
import { en } from '../../text/en.ts';
import { formatBytes } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { JobProgress } from '../activity/job-progress.tsx';
import { InstallDialog, needsAccepting } from './install-dialog.tsx';
import { situationOf } from './model-situation.ts';
import { rememberUses } from './use-when-installed.ts';
import { useModelCall, useSuggestion } from './use-models.ts';

interface Suggested {
  readonly use: ModelUse;
  readonly model: ModelInfo;
}

/** The models that suit this computer, one click away; nothing once they are here, and a single button once put off. */
export function SuggestedModels({ newcomer = false }: { newcomer?: boolean }): ReactNode {
  const suggestion = useSuggestion().data;
  const models = useModels().data?.models ?? [];
  const putOff = useApp((state) => state.suggestionPutOff);
  const [shown, setShown] = useState(false);
  if (suggestion === undefined) return null;
  const suggested = (['search', 'chat'] as const).flatMap((use): Suggested[] => {
    const model = models.find(({ modelId }) => modelId === suggestion[use]);
    return model === undefined || model.source.kind === 'bundled' ? [] : [{ use, model }];
  });
  if (suggested.every(({ model }) => model.state === 'installed')) return null;
  if (putOff && !shown) {
    return (
      <div>
        <Button kind="outline" icon={<Sparkles aria-hidden />} onClick={() => setShown(true)}>
          {en.models.suggestion.show}
        </Button>
      </div>
    );
  }
  const later = (): void => setShown(false);
  return <SuggestionCard {...{ newcomer, suggested, reason: suggestion.reason, onLater: later }} />;
}

interface SuggestionCardProps {
  /** On the first screen, which says where to find this again. */
  readonly newcomer: boolean;
  readonly reason: string;
  readonly suggested: readonly Suggested[];
  readonly onLater: () => void;
}

function SuggestionCard({ reason, ...rest }: SuggestionCardProps): ReactNode {
  const words = en.models.suggestion;
  return (
    <section className="card suggestion" aria-label={words.title} data-testid="suggestion">
      <h2>{words.title}</h2>
      <p className="quiet">
        {reason} {words.starter}
      </p>
      <ul className="lines">
        {rest.suggested.map(({ use, model }) => (
          <SuggestedModel key={use} use={use} model={model} />
        ))}
      </ul>
      <SuggestionActions {...rest} />
    </section>
  );
}

function SuggestedModel({ use, model }: Suggested): ReactNode {
  const job = useLive((live) => situationOf(model, live.jobs).job);
  const installing = job?.kind === 'install_model' ? job : null;
  const words = en.models.suggestion;
  const here = model.state === 'installed';
  return (
    <li className="suggested-model stack">
      <p className="row" data-wrap>
        <span className="suggested-use quiet">{words.uses[use]}</span>
        <b className="grow">{model.title}</b>
        <span className="quiet numbers">{here ? words.installed : formatBytes(model.sizeBytes)}</span>
      </p>
      {model.goodAt[0] === undefined ? null : <p className="quiet suggested-good">{model.goodAt[0]}</p>}
      {installing === null ? null : <JobProgress job={installing} />}
    </li>
  );
}

function SuggestionActions({ suggested, newcomer, onLater }: Omit<SuggestionCardProps, 'reason'>): ReactNode {
  const words = en.models.suggestion;
  const store = useAppStore();
  const [asking, setAsking] = useState(false);
  const jobs = useLive((live) => live.jobs);
  const wanted = suggested.filter(({ model }) => situationOf(model, jobs).fetch !== null);
  const models = wanted.map(({ model }) => model);
  const bytes = models.reduce((sum, { sizeBytes, diskBytes }) => sum + Math.max(0, sizeBytes - diskBytes), 0);
  const started = (): void => {
    rememberUses(wanted.map(({ use, model: { modelId } }) => ({ use, modelId })));
    showToast(store, words.started);
  };
  const install = useModelCall((calls, chosen: readonly ModelInfo[]) =>
    Promise.all(chosen.map(({ modelId }) => calls.install({ modelId }))),
  );
  const start = (): void => {
    if (models.some(needsAccepting)) setAsking(true);
    else install.mutate(models, { onSuccess: started });
  };
  const later = (): void => {
    store.set({ suggestionPutOff: true });
    remember('suggestionPutOff', true);
    onLater();
  };
  return (
    <div className="row" data-wrap>
      {models.length === 0 ? null : (
        <Button kind="primary" icon={<Download aria-hidden />} disabled={install.isPending} onClick={start}>
          {models.length > 1 ? words.installAll(bytes) : words.installOne(bytes)}
        </Button>
      )}
      {models.length === 0 ? null : <Button onClick={later}>{words.later}</Button>}
      {models.length === 0 || !newcomer ? null : <span className="quiet">{words.laterNote}</span>}
      {asking ? <InstallDialog models={models} onStarted={started} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
