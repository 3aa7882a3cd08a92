import type { ReactNode } from 'react';
import { useLive } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { Notice } from '../../ui/notice.tsx';

/** Parts of the engine that stopped and started again, or stay off; devices that failed and are not used any more. */
export function ProcessNotices(): ReactNode {
  const processes = useLive((live) => live.processes);
  const devicesOff = useLive((live) => live.devicesOff);
  const words = en.activity;
  return (
    <div role="status" className="stack process-notices">
      {processes.map(({ name, state, restarts }) => {
        const part = words.processes[name];
        if (state === 'failed') {
          return (
            <Notice key={name} tone="bad">
              {words.processFailed(part)}
            </Notice>
          );
        }
        if (state === 'restarting') {
          return (
            <Notice key={name} tone="warn">
              {words.restarting(part)}
            </Notice>
          );
        }
        return restarts === 0 ? null : <Notice key={name}>{words.restarted(part, restarts)}</Notice>;
      })}
      {devicesOff.map(({ modelId, title, device, reason }) => (
        <Notice key={`${modelId} ${device}`} tone="warn">
          {words.deviceOff(en.models.devices.names[device], title, reason)}
        </Notice>
      ))}
    </div>
  );
}
