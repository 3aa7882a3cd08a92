import { errorKinds, toAppError, type ErrorCode } from '../../app/contract/errors.ts';

/** What happened and what to do, by error code. */
const texts: Record<ErrorCode, string> = {
  invalid_input: 'That could not be understood. Check what you entered and try again.',
  not_found: 'It is no longer there. It may have been moved or deleted.',
  conflict: 'That does not fit with what is there now. Look again and repeat it if you still want it.',
  cancelled: 'Stopped.',
  unauthorized: 'Afterimage is not allowed to use this place. Choose another one.',
  protocol_mismatch: 'This page belongs to another version of Afterimage. Reload it.',
  unavailable: 'This part of Afterimage is starting again. Try again in a moment.',
  engine_failed: 'Afterimage stopped working several times in a row. Start it again.',
  model_missing: 'The model is not installed, so photos cannot be searched by meaning or described.',
  network_failed: 'The download did not get through. Check the connection and try again; it goes on where it stopped.',
  access_denied: 'The model’s publisher does not let this computer download it.',
  model_corrupt: 'A file of the model is damaged. Repair it in Models.',
  model_incompatible: 'This model does not work with this version of Afterimage.',
  inference_failed: 'The model could not work on this. Try again, or with another photo.',
  out_of_memory: 'There is not enough free memory. Close other programs and try again.',
  server_unreachable: 'Your server does not answer. Check that it runs, and its address in Settings.',
  server_refused: 'Your server refused the key. Enter it again in Settings.',
  server_model_missing: 'Your server does not have this model. Choose another in Settings.',
  server_busy: 'Your server has too much to do. Try again in a moment.',
  server_takes_no_photos: 'The model on your server takes no photos. Choose another in Settings.',
  server_incompatible: 'The address in Settings does not lead to an OpenAI-compatible server.',
  server_failed: 'Your server did not finish its answer. Try again.',
  unsupported_format: 'This kind of file cannot be read yet.',
  decode_failed: 'The file is damaged or is not the kind of picture its name says.',
  decode_timeout: 'Reading took too long and was stopped. The file may be damaged.',
  too_large: 'The picture is larger than the limits in Settings allow.',
  cloud_placeholder: 'Only a placeholder is on this computer. Download the file from your cloud first.',
  io_failed: 'The file could not be read from the disk. Check the disk and try again.',
  permission_denied: 'Afterimage is not allowed to read this. Change its permissions and try again.',
  storage_full: 'The disk is full. Make room and try again.',
  volume_gone: 'The disk is not connected. Connect it and try again.',
  store_corrupt: 'The library file is damaged. Restore a backup, or reset the library in Settings.',
  store_too_new: 'This library was opened by a newer version of Afterimage. Update Afterimage to use it.',
  store_readonly: 'The library cannot be written to. Check its folder and the disk.',
  store_in_use: 'Another Afterimage uses this library. Close it first.',
  internal: 'Something in Afterimage went wrong. Try again; if it happens again, run the checks in Settings.',
};

/** Names of groups of failed files. */
const shortTexts: Partial<Record<ErrorCode, string>> = {
  unsupported_format: 'Kind of file not supported',
  decode_failed: 'Damaged or not a picture',
  decode_timeout: 'Took too long to read',
  too_large: 'Larger than the limits',
  cloud_placeholder: 'Not downloaded from the cloud',
  io_failed: 'Could not be read from the disk',
  permission_denied: 'Not allowed to read',
  volume_gone: 'Disk not connected',
  inference_failed: 'The model could not look at it',
  out_of_memory: 'Not enough memory',
  unavailable: 'Crashed the reader',
};

const isCode = (code: string): code is ErrorCode => code in errorKinds;

/** Words for an error code; a code of a newer version gets the general words. */
export function codeText(code: string): string {
  return texts[isCode(code) ? code : 'internal'];
}

/** A few words for an error code, as the name of a group. */
export function codeTitle(code: string): string {
  return (isCode(code) ? shortTexts[code] : undefined) ?? 'Something went wrong';
}

/** Words for anything that was thrown. */
export function errorText(error: unknown): string {
  return codeText(toAppError(error).code);
}

const moveTexts: Partial<Record<ErrorCode, string>> = {
  invalid_input: 'The library cannot move into itself or into a folder of photos. Choose another folder.',
  conflict: 'That folder is not empty. Choose an empty one.',
  permission_denied: 'Afterimage may not write to that folder. Choose another one, or change its permissions.',
};

/** Words for a move of the library that was refused. */
export function moveErrorText(error: unknown): string {
  return moveTexts[toAppError(error).code] ?? errorText(error);
}

/** Codes whose message names the file, the space or the repository, which no general words could. */
const telling: ReadonlySet<ErrorCode> = new Set([
  'conflict',
  'storage_full',
  'network_failed',
  'access_denied',
  'not_found',
  'invalid_input',
  'model_missing',
  'model_corrupt',
  'model_incompatible',
]);

/** Words for something asked of a model that was refused. */
export function modelErrorText(error: unknown): string {
  return answerErrorText(toAppError(error));
}

/** Words for an answer that failed. What the person's own server said comes after what to do about it. */
export function answerErrorText({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code.startsWith('server_')) return `${codeText(code)} ${message}`;
  return isCode(code) && telling.has(code) && message !== '' ? message : codeText(code);
}
