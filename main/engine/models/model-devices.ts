import type { DeviceChoice } from '../../../app/contract/devices.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import { notBuilt } from './not-built.ts';

type Handlers = Pick<EngineHandlers['models'], 'probe' | 'trials' | 'setDevice'>;

/** Which device each model runs on, and how that is found out. */
export interface ModelDevices {
  readonly handlers: Handlers;
  /** Of an installed model. */
  choiceOf(modelId: ModelId): DeviceChoice;
}

export function createModelDevices(): ModelDevices {
  return {
    handlers: { probe: notBuilt, trials: notBuilt, setDevice: notBuilt },
    choiceOf: () => ({ device: 'cpu', reason: 'Nothing faster was measured.', chosenByPerson: false, speed: null }),
  };
}
