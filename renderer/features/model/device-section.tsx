import { Gauge } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { deviceIds, type DeviceChoice, type DeviceId, type DeviceTrial } from '../../../app/contract/devices.ts';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { useLive, useSession } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { devicesOf } from './devices-of.ts';
import { deviceText } from './speed-text.ts';
import { situationOf } from './model-situation.ts';
import { TrialsTable } from './trials-table.tsx';
import { useModelCall, useTrials } from './use-models.ts';

/** Where a model runs and why, the person's own choice, and what the devices did when they were tried. */
export function DeviceSection({ model, device }: { model: ModelInfo; device: DeviceChoice }): ReactNode {
  const words = en.models.devices;
  const probed = useTrials(model.modelId).data;
  const trials = probed?.trials ?? [];
  const driver = trials.length === 0 ? null : (probed?.driver ?? null);
  const busy = useLive((live) => situationOf(model, live.jobs).job !== null);
  const probe = useModelCall((models, modelId: ModelInfo['modelId']) => models.probe({ modelId }));
  return (
    <section className="stack model-devices" aria-label={words.chooseOf(model.title)} data-testid="model-device">
      <h3 className="quiet">{words.title}</h3>
      <p>
        {deviceText(device)}
        {device.chosenByPerson ? `, ${words.byPerson}` : null}
        <span className="quiet"> {device.reason}</span>
      </p>
      <div className="row" data-wrap>
        <DeviceSelect model={model} device={device} trials={trials} />
        <Button
          kind="outline"
          icon={<Gauge aria-hidden />}
          aria-label={en.models.about(words.probe, model.title)}
          disabled={busy || probe.isPending || model.state !== 'installed'}
          onClick={() => probe.mutate(model.modelId)}
        >
          {words.probe}
        </Button>
      </div>
      <p className="quiet">{words.probeNote}</p>
      <TrialsTable title={model.title} trials={trials} />
      {driver === null ? null : <p className="quiet">{words.driver(driver)}</p>}
    </section>
  );
}

const measured = '';

interface DeviceSelectProps {
  readonly model: ModelInfo;
  readonly device: DeviceChoice;
  readonly trials: readonly DeviceTrial[];
}

function DeviceSelect({ model, device, trials }: DeviceSelectProps): ReactNode {
  const words = en.models.devices;
  const id = useId();
  const { platform } = useSession().hello;
  const choose = useModelCall(
    (models, chosen: DeviceId | null) => models.setDevice({ modelId: model.modelId, device: chosen }),
    () => words.set,
  );
  const absent = (each: DeviceId): boolean =>
    trials.some((trial) => trial.device === each && trial.outcome === 'absent');
  return (
    <span className="row">
      <label htmlFor={id}>{words.choose}</label>
      <select
        id={id}
        className="field device-select"
        value={device.chosenByPerson ? device.device : measured}
        disabled={choose.isPending}
        onChange={({ target }) => choose.mutate(deviceIds.find((each) => each === target.value) ?? null)}
      >
        <option value={measured}>{words.fastest}</option>
        {devicesOf(platform, device.device).map((each) => (
          <option key={each} value={each} disabled={absent(each)}>
            {absent(each) ? words.absent(words.names[each]) : words.names[each]}
          </option>
        ))}
      </select>
    </span>
  );
}
