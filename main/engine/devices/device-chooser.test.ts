import { expect, it } from 'vitest';
import type { DeviceTrial } from '../../../app/contract/devices.ts';
import { openDatabase } from '../../store/database.ts';
import { createDeviceChooser } from './device-chooser.ts';
import { laneThreads } from './lane-threads.ts';

const model = 'test/model';
const trial = (
  device: DeviceTrial['device'],
  outcome: DeviceTrial['outcome'],
  perSecond: number | null = null,
): DeviceTrial => ({ device, outcome, perSecond, detail: `${device} detail.`, maxDifference: null });
const works = [trial('cpu', 'slower', 10), trial('webgpu', 'fastest', 40), trial('cuda', 'absent')];

function open(db = openDatabase(':memory:'), { driver = 'driver 1', key = 'test/model@1' } = {}) {
  return { db, chooser: createDeviceChooser({ db, driver, modelKey: () => key }) };
}

it('takes the fastest that was measured, and says so', () => {
  const { chooser } = open();
  chooser.remember(model, { trials: works, unit: 'photos', threads: 3 });
  expect(chooser.deviceFor(model)).toEqual({
    device: 'webgpu',
    reason: 'Measured faster than the CPU.',
    chosenByPerson: false,
    speed: { perSecond: 40, unit: 'photos' },
  });
  expect(chooser.threadsFor(model)).toBe(3);
});

it('lets the person’s choice win, until they take it back', () => {
  const { chooser } = open();
  chooser.remember(model, { trials: works, unit: 'tokens', threads: 1 });
  const speed = { perSecond: 10, unit: 'tokens' };
  expect(chooser.choose(model, 'cpu')).toEqual({ device: 'cpu', reason: 'You chose it.', chosenByPerson: true, speed });
  expect(chooser.choose(model, null)).toMatchObject({ device: 'webgpu', chosenByPerson: false });
  expect(() => chooser.choose(model, 'cuda')).toThrow('CUDA does not work here: cuda detail.');
});

it('forgets measurements, not the person’s choice, with another driver or other files', () => {
  const { db, chooser } = open();
  chooser.remember(model, { trials: works, unit: 'photos', threads: 3 });
  for (const changed of [{ driver: 'driver 2' }, { key: 'test/model@2' }]) {
    const later = open(db, changed).chooser;
    expect(later.deviceFor(model)).toMatchObject({ device: 'cpu', reason: 'Nothing was measured yet.', speed: null });
    expect([later.trials(model), later.threadsFor(model)]).toEqual([[], null]);
  }
  chooser.choose(model, 'webgpu');
  expect(open(db, { driver: 'driver 2' }).chooser.deviceFor(model)).toMatchObject({
    device: 'webgpu',
    chosenByPerson: true,
    speed: null,
  });
});

it('leaves a device off after it failed, until a probe or the person turns it on', () => {
  const { db, chooser } = open();
  let changes = 0;
  const stop = chooser.onChange(() => (changes += 1));
  chooser.remember(model, { trials: works, unit: 'photos', threads: 1 });
  chooser.turnOff(model, 'webgpu', 'its process ended.');
  expect(open(db).chooser.deviceFor(model)).toMatchObject({
    device: 'cpu',
    reason: 'WebGPU was turned off: its process ended. The CPU is used.',
    speed: { perSecond: 10, unit: 'photos' },
  });
  stop();
  expect(chooser.choose(model, 'webgpu')).toMatchObject({ device: 'webgpu', chosenByPerson: true });
  expect(changes).toBe(2);
  chooser.choose(model, null);
  chooser.remember(model, { trials: works, unit: 'photos', threads: 1 });
  expect(chooser.deviceFor(model).device).toBe('webgpu');
});

it('says what becomes of a choice that a later probe found not to work', () => {
  const { chooser } = open();
  chooser.choose(model, 'webgpu');
  chooser.remember(model, {
    trials: [trial('cpu', 'fastest', 10), trial('webgpu', 'wrong')],
    unit: 'photos',
    threads: 1,
  });
  expect(chooser.deviceFor(model)).toMatchObject({
    device: 'cpu',
    chosenByPerson: false,
    reason: 'You chose WebGPU, which does not work here: webgpu detail. The CPU is used.',
  });
});

it('says why nothing but the CPU is used', () => {
  const { chooser } = open();
  const trials = [trial('cpu', 'fastest', 10), trial('webgpu', 'crashed'), trial('cuda', 'absent')];
  chooser.remember(model, { trials, unit: 'photos', threads: 1 });
  expect(chooser.deviceFor(model).reason).toBe('Nothing else works here. WebGPU: webgpu detail. CUDA: cuda detail.');
});

it('gives lanes the measured threads, one core aside for reading photos', () => {
  expect(['interactive', 'index', 'generate'].map((lane) => laneThreads(lane as 'index', 8, 8))).toEqual([1, 7, 8]);
  expect(laneThreads('index', null, 8)).toBe(4);
  expect(laneThreads('index', 2, 1)).toBe(1);
  expect(laneThreads('generate', null, 8)).toBe(8);
});
