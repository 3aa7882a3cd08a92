import { Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LicenceText } from './licence-dialog.tsx';
import { useModelCall } from './use-models.ts';
import { VariantChoice } from './variant-choice.tsx';

/** Whether a notice that restricts its use has to be accepted before a model is installed. */
export const needsAccepting = ({ licenceNotice }: ModelInfo): boolean => licenceNotice !== null;
/** Whether anything has to be asked before a model is installed. */
export const needsAsking = (model: ModelInfo): boolean => model.variants.length > 1 || needsAccepting(model);

interface InstallDialogProps {
  /** Those to install, one after the other. */
  readonly models: readonly ModelInfo[];
  readonly onStarted?: () => void;
  readonly onClose: () => void;
}

/** Asks which files of a model to fetch, and that a notice which restricts its use is accepted. */
export function InstallDialog({ models, onStarted, onClose }: InstallDialogProps): ReactNode {
  const [variants, setVariants] = useState<Readonly<Record<string, string>>>({});
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const variantOf = ({ modelId, variant }: ModelInfo): string => variants[modelId] ?? variant;
  const install = useModelCall((calls, chosen: readonly ModelInfo[]) =>
    Promise.all(chosen.map((model) => calls.install({ modelId: model.modelId, variant: variantOf(model) }))),
  );
  const ready = models.every(({ licenceNotice, modelId }) => licenceNotice === null || accepted.includes(modelId));
  const bytes = models.reduce((sum, model) => sum + sizeOf(model, variantOf(model)), 0);
  const start = (): void => install.mutate(models, { onSuccess: () => onStarted?.(), onSettled: onClose });
  const footer = (
    <>
      <p className="quiet grow numbers">{en.models.installDialog.total(bytes)}</p>
      <Button kind="outline" onClick={onClose}>
        {en.cancel}
      </Button>
      <Button kind="primary" icon={<Download aria-hidden />} disabled={!ready || install.isPending} onClick={start}>
        {en.models.install}
      </Button>
    </>
  );
  const words = en.models.installDialog;
  const title = models.length === 1 ? words.title(models[0]!.title) : words.titleAll;
  return (
    <Dialog wide title={title} footer={footer} onClose={onClose}>
      {models.map((model) => (
        <div key={model.modelId} className="stack">
          {models.length === 1 ? null : <h3>{model.title}</h3>}
          <VariantChoice
            model={model}
            value={variantOf(model)}
            onChange={(variant) => setVariants({ ...variants, [model.modelId]: variant })}
          />
          <Acceptance
            model={model}
            accepted={accepted.includes(model.modelId)}
            onChange={(yes) =>
              setAccepted([...accepted.filter((id) => id !== model.modelId), ...(yes ? [model.modelId] : [])])
            }
          />
        </div>
      ))}
    </Dialog>
  );
}

const sizeOf = ({ variants, sizeBytes }: ModelInfo, name: string): number =>
  variants.find((variant) => variant.name === name)?.sizeBytes ?? sizeBytes;

interface AcceptanceProps {
  readonly model: ModelInfo;
  readonly accepted: boolean;
  readonly onChange: (accepted: boolean) => void;
}

/** A notice that restricts use is read and accepted before anything is fetched; nothing where there is none. */
function Acceptance({ model, accepted, onChange }: AcceptanceProps): ReactNode {
  if (model.licenceNotice === null) return null;
  return (
    <section className="stack" aria-label={en.models.installDialog.notice}>
      <Notice tone="warn">{model.licenceNotice}</Notice>
      <LicenceText model={model} />
      <label className="row">
        <input type="checkbox" checked={accepted} onChange={(event) => onChange(event.target.checked)} />
        {en.models.licence.accept(model.title)}
      </label>
    </section>
  );
}
