import { HardDrive, MessageCircle, MonitorCog, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ModelId } from '../../../app/contract/ids.ts';
import type { ModelInfo, Suggestion } from '../../../app/contract/models.ts';
import type { z } from 'zod';
import { en } from '../../text/en.ts';
import { Notice } from '../../ui/notice.tsx';
import { SearchSwitch } from './search-switch.tsx';
import { deviceText } from './speed-text.ts';
import { titleOf, type ModelList } from './model-list.ts';
import { useSuggestion } from './use-models.ts';

/** Which models answer, where they run, what all models take, and the switch that is on its way. */
export function InUse({ list }: { list: ModelList }): ReactNode {
  const words = en.models.inUse;
  const machine = useSuggestion().data?.machine;
  return (
    <section className="card in-use" aria-labelledby="models-in-use" data-testid="models-in-use">
      <h2 id="models-in-use">{words.title}</h2>
      <dl className="in-use-lines">
        <Line icon={<Search aria-hidden />} label={words.uses.search}>
          <ModelLine models={list.models} modelId={list.search.active} unit="photos" />
        </Line>
        <Line icon={<MessageCircle aria-hidden />} label={words.uses.chat}>
          <ModelLine models={list.models} modelId={list.chat} unit="tokens" />
        </Line>
        <Line icon={<HardDrive aria-hidden />} label={words.disk}>
          {[words.diskBytes(list.diskBytes), freeText(machine)].filter((part) => part !== null).join(', ')}
        </Line>
        {machine === undefined ? null : (
          <Line icon={<MonitorCog aria-hidden />} label={words.computer}>
            {words.machine(machine.memoryMB, machine.cores)}
          </Line>
        )}
      </dl>
      {list.search.problem === null ? null : <Notice tone="warn">{list.search.problem}</Notice>}
      <SearchSwitch list={list} />
    </section>
  );
}

const freeText = (machine: z.output<typeof Suggestion>['machine'] | undefined): string | null =>
  machine === undefined || machine.freeBytes === null ? null : en.models.inUse.free(machine.freeBytes);

function Line({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }): ReactNode {
  return (
    <div className="in-use-line">
      <dt className="row">
        {icon}
        {label}
      </dt>
      <dd className="numbers">{children}</dd>
    </div>
  );
}

interface ModelLineProps {
  readonly models: readonly ModelInfo[];
  readonly modelId: ModelId;
  /** A speed in another unit says nothing about this use. */
  readonly unit: 'photos' | 'tokens';
}

function ModelLine({ models, modelId, unit }: ModelLineProps): ReactNode {
  const device = models.find((model) => model.modelId === modelId)?.device ?? null;
  return (
    <>
      <b>{titleOf(models, modelId)}</b>
      {device === null ? null : <span className="quiet"> {deviceText(device, unit)}</span>}
    </>
  );
}
