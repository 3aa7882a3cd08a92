/** @file The two IPC channels of the shell: a page asks for its ports, main hands them over. */

/** Page to main: a nonce that the answer repeats. */
export const connectChannel = 'afterimage:connect';
/** Main to page: the nonce, with the engine's port and the desktop shell's. */
export const portsChannel = 'afterimage:ports';
