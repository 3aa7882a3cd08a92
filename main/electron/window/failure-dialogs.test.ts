import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../app/contract/errors.ts';
import { createFailureDialogs } from './failure-dialogs.ts';

function dialogs(...responses: number[]) {
  const showMessageBox = vi.fn(async (..._given: unknown[]) => ({
    response: responses.shift()!,
    checkboxChecked: false,
  }));
  const showLogs = vi.fn();
  return { showMessageBox, showLogs, failures: createFailureDialogs({ showMessageBox }, showLogs) };
}

describe('createFailureDialogs', () => {
  it('says in words what is wrong with the library', async () => {
    const { failures, showMessageBox } = dialogs(2);
    const error = new AppError('store_in_use', 'The library is open in process 7.');
    await expect(failures.engine(error)).resolves.toBe('quit');
    expect(showMessageBox).toHaveBeenCalledWith(
      expect.objectContaining({ message: 'Your library is already open', detail: 'The library is open in process 7.' }),
    );
  });

  it('asks again after showing the logs', async () => {
    const { failures, showLogs } = dialogs(1, 0);
    await expect(failures.page('crashed')).resolves.toBe('retry');
    expect(showLogs).toHaveBeenCalledOnce();
  });
});
