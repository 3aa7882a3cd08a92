import type { Dialog, MessageBoxOptions } from 'electron';
import type { AppError, ErrorCode } from '../../../app/contract/errors.ts';
import type { Verdict } from '../processes/supervise-engine.ts';

const titles: Partial<Record<ErrorCode, string>> = {
  store_in_use: 'Your library is already open',
  store_too_new: 'Your library was made by a newer Afterimage',
  store_corrupt: 'Your library is damaged',
  store_readonly: 'Your library cannot be written to',
  volume_gone: 'The drive with your library is not there',
  model_corrupt: 'The built-in model is damaged',
  engine_failed: 'Afterimage keeps stopping',
};

export interface FailureDialogs {
  /** Says why there is no engine, and asks whether to try again. */
  engine(error: AppError): Promise<Verdict>;
  /** Says that the page keeps crashing. */
  page(reason: string): Promise<Verdict>;
}

/** @param showLogs for a person who wants to know more; the question stays. */
export function createFailureDialogs(dialog: Pick<Dialog, 'showMessageBox'>, showLogs: () => void): FailureDialogs {
  const choices: readonly (Verdict | 'logs')[] = ['retry', 'logs', 'quit'];
  async function ask(message: string, detail: string): Promise<Verdict> {
    const options: MessageBoxOptions = {
      type: 'error',
      title: 'Afterimage',
      message,
      detail,
      buttons: ['Try Again', 'Show Logs', 'Quit'],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    };
    for (;;) {
      const choice = choices[(await dialog.showMessageBox(options)).response] ?? 'quit';
      if (choice !== 'logs') return choice;
      showLogs();
    }
  }
  return {
    engine: ({ code, message }) => ask(titles[code] ?? 'Afterimage cannot open your library', message),
    page: (reason) =>
      ask(
        'The window keeps stopping',
        `It ended three times within a minute (${reason}). Your photos and your library are safe.`,
      ),
  };
}
