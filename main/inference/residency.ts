import type { DeviceId } from '../../app/contract/devices.ts';
import type { Lane } from './contract.ts';

export interface ResidencyOptions {
  /** Megabytes that models may hold on a device, all lanes together; a larger one is held alone. */
  readonly budgetMB: (device: DeviceId) => number;
  /** Megabytes that a model needs. */
  readonly sizeMB: (modelId: string) => number;
  /** Ends a lane's process, and its memory with it. */
  readonly recycle: (lane: Lane, reason: string) => void;
  readonly nowMs?: () => number;
}

/**
 * Which models the lanes' processes hold. Memory is given back by ending a process, never by releasing a session, which leaks
 * (onnxruntime#25325): a model that does not fit beside the others, and one that was not used for long, get a fresh process.
 */
export interface Residency {
  /** Resolves once a model may be used on a lane; disposing ends the use. */
  admit(lane: Lane, modelId: string, device: DeviceId): Promise<Disposable>;
  /** The lane's process ended. */
  ended(lane: Lane): void;
  /** Ends the processes that hold a model whose files have changed or are gone. */
  release(modelId: string): Promise<void>;
}

interface Held {
  readonly modelId: string;
  readonly device: DeviceId;
  readonly sizeMB: number;
  usedMs: number;
}

interface LaneState {
  readonly lane: Lane;
  readonly held: Map<string, Held>;
  uses: number;
  /** Those who wait for the uses to end. */
  waiting: (() => void)[];
  /** Admissions are one after the other, so that nobody overtakes one who waits for a fresh process. */
  queue: Promise<unknown>;
}

/** Another lane's models go only where it has rested for this long, so that two lanes never take turns loading. */
const restMs = 5000;
const staleMs = 600_000;

export function createResidency({ budgetMB, sizeMB, recycle, nowMs = Date.now }: ResidencyOptions): Residency {
  const lanes = new Map<Lane, LaneState>();

  function stateOf(lane: Lane): LaneState {
    const state = lanes.get(lane) ?? { lane, held: new Map(), uses: 0, waiting: [], queue: Promise.resolve() };
    lanes.set(lane, state);
    return state;
  }

  function end(state: LaneState, reason: string): void {
    state.held.clear();
    recycle(state.lane, reason);
  }

  const lastUse = ({ held }: LaneState): number => Math.max(0, ...[...held.values()].map(({ usedMs }) => usedMs));

  function heldOn(device: DeviceId): number {
    const all = [...lanes.values()].flatMap(({ held }) => [...held.values()]);
    return all.reduce((sum, model) => sum + (model.device === device ? model.sizeMB : 0), 0);
  }

  /** The lane that has rested longest of those that hold something on a device. */
  function resting(device: DeviceId, own: LaneState): LaneState | undefined {
    const holds = ({ held }: LaneState): boolean => [...held.values()].some((model) => model.device === device);
    return [...lanes.values()]
      .filter((state) => state !== own && state.uses === 0 && holds(state) && nowMs() - lastUse(state) >= restMs)
      .toSorted((left, right) => lastUse(left) - lastUse(right))[0];
  }

  async function makeRoom(own: LaneState, model: Held): Promise<void> {
    const tooMuch = (): boolean => heldOn(model.device) + model.sizeMB > budgetMB(model.device);
    for (let other = resting(model.device, own); tooMuch() && other !== undefined; other = resting(model.device, own)) {
      end(other, 'another model needs its memory');
    }
    if (tooMuch() && own.held.size > 0) {
      await rest(own);
      end(own, 'its models do not fit together');
    }
  }

  /** A model that only takes room beside the one that is asked for. */
  function dropStale(own: LaneState, key: string): void {
    const old = [...own.held].some(([other, { usedMs }]) => other !== key && nowMs() - usedMs > staleMs);
    if (old && own.uses === 0) end(own, 'a model was not used for long');
  }

  async function rest(state: LaneState): Promise<void> {
    while (state.uses > 0) await new Promise<void>((resolve) => state.waiting.push(resolve));
  }

  async function enter(own: LaneState, modelId: string, device: DeviceId): Promise<Disposable> {
    const key = `${modelId} on ${device}`;
    dropStale(own, key);
    const known = own.held.get(key);
    const model = known ?? { modelId, device, sizeMB: sizeMB(modelId), usedMs: nowMs() };
    if (known === undefined) await makeRoom(own, model);
    own.held.set(key, model);
    own.uses += 1;
    return {
      [Symbol.dispose]() {
        model.usedMs = nowMs();
        own.uses -= 1;
        const waiting = own.waiting;
        own.waiting = [];
        for (const resolve of waiting) resolve();
      },
    };
  }

  return {
    admit(lane, modelId, device) {
      const own = stateOf(lane);
      const entered = own.queue.then(() => enter(own, modelId, device));
      own.queue = entered.catch(() => undefined);
      return entered;
    },
    ended: (lane) => stateOf(lane).held.clear(),
    async release(modelId) {
      for (const state of lanes.values()) {
        if (![...state.held.values()].some((model) => model.modelId === modelId)) continue;
        await rest(state);
        end(state, 'a model has changed');
      }
    },
  };
}
