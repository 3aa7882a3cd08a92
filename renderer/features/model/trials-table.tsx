import type { ReactNode } from 'react';
import type { DeviceTrial } from '../../../app/contract/devices.ts';
import { en } from '../../text/en.ts';
import { formatRate } from '../../text/format.ts';

const columns = ['device', 'outcome', 'speed', 'difference', 'detail'] as const;

/** What the last probe found on each device. */
export function TrialsTable({ title, trials }: { title: string; trials: readonly DeviceTrial[] }): ReactNode {
  const words = en.models.devices;
  if (trials.length === 0) return <p className="quiet">{words.notTried}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to be reached with Tab
    <div className="table-frame" role="region" aria-label={words.trials(title)} tabIndex={0}>
      <table className="table" data-testid="trials">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={column}>
                {words.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trials.map((trial) => (
            <Row key={trial.device} trial={trial} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ trial }: { trial: DeviceTrial }): ReactNode {
  const words = en.models.devices;
  const { device, outcome, perSecond, maxDifference, detail } = trial;
  return (
    <tr data-outcome={outcome}>
      <th scope="row">{words.names[device]}</th>
      <td className="outcome">{words.outcomes[outcome]}</td>
      <td>{perSecond === null ? words.none : `${formatRate(perSecond)}/s`}</td>
      <td>{maxDifference === null || device === 'cpu' ? words.none : maxDifference.toExponential(1)}</td>
      <td className="detail">{detail}</td>
    </tr>
  );
}
