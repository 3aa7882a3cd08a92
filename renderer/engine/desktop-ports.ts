import { AppError } from '../../app/contract/errors.ts';

const answerTimeoutMs = 30_000;

/** Asks the desktop shell for the engine's port and its own; rejects `unavailable` where no answer comes in 30 s. */
export function requestDesktopPorts(shell: AfterimageShell): Promise<{ engine: MessagePort; desktop: MessagePort }> {
  const nonce = crypto.randomUUID();
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      window.removeEventListener('message', receive);
    };
    const receive = (event: MessageEvent<{ type?: string; nonce?: string } | null>): void => {
      const [engine, desktop] = event.ports;
      const ours = event.source === window && event.data?.type === 'afterimage-ports' && event.data.nonce === nonce;
      if (!ours || engine === undefined || desktop === undefined) return;
      stop();
      resolve({ engine, desktop });
    };
    const timer = setTimeout(() => {
      stop();
      reject(new AppError('unavailable', 'The desktop shell did not answer.'));
    }, answerTimeoutMs);
    window.addEventListener('message', receive);
    shell.connectEngine(nonce);
  });
}
