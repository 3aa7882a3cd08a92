import { expect, test } from 'vitest';
import { devicesOf } from './devices-of.ts';

test('a platform is offered its own devices, and the one that is chosen', () => {
  expect(devicesOf('linux', 'cpu')).toEqual(['cpu', 'webgpu', 'cuda']);
  expect(devicesOf('win32', 'cpu')).toEqual(['cpu', 'webgpu', 'dml']);
  expect(devicesOf('darwin', 'cuda')).toEqual(['cpu', 'webgpu', 'cuda', 'coreml']);
});
