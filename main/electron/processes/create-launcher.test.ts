import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { MessagePortMain, UtilityProcess } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { createLauncher } from './create-launcher.ts';

function launched() {
  const child = Object.assign(new EventEmitter(), {
    pid: undefined as number | undefined,
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    postMessage: vi.fn(),
    kill: vi.fn(() => true),
  });
  const fork = vi.fn(() => child as unknown as UtilityProcess);
  const onLine = vi.fn();
  const process = createLauncher(
    { fork },
    { PATH: '/bin', HOME: '/home' },
  )({
    script: '/app/media-process.js',
    name: 'media-1',
    configuration: { lane: 'index' },
    environment: { HOME: '/other' },
    onLine,
  });
  return { child, fork, onLine, process };
}

describe('createLauncher', () => {
  it('starts a script with its configuration, environment and name', () => {
    expect(launched().fork).toHaveBeenCalledExactlyOnceWith('/app/media-process.js', ['{"lane":"index"}'], {
      serviceName: 'Afterimage media-1',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: '/bin', HOME: '/other' },
    });
  });

  it('tells what it prints line by line', async () => {
    const { child, onLine } = launched();
    child.stdout.write('one\ntw');
    child.stdout.write('o\n');
    child.stderr.write('wrong\n');
    await vi.waitFor(() => expect(onLine).toHaveBeenCalledTimes(3));
    expect(onLine.mock.calls).toEqual(
      expect.arrayContaining([
        ['stdout', 'one'],
        ['stdout', 'two'],
        ['stderr', 'wrong'],
      ]),
    );
  });

  it('kills a process once it can be killed', () => {
    const { child, process } = launched();
    process.kill();
    expect(child.kill).not.toHaveBeenCalled();
    child.emit('spawn');
    expect(child.kill).toHaveBeenCalledOnce();
  });

  it('outlives a fatal fault of the process, and names it', async () => {
    const { child, process } = launched();
    child.emit('error', 'FatalError', 'v8::ToLocalChecked', '{}');
    child.emit('exit', 5);
    await expect(process.exited).resolves.toBe('exit code 5 (FatalError at v8::ToLocalChecked)');
  });

  it('sends nothing to a process that is gone, and closes the ports that were meant for it', () => {
    const { child, process } = launched();
    const port = { close: vi.fn() };
    process.post('early', []);
    child.emit('exit', 0);
    process.post('late', [port as unknown as MessagePortMain]);
    expect(child.postMessage.mock.calls).toEqual([['early', []]]);
    expect(port.close).toHaveBeenCalledOnce();
  });
});
