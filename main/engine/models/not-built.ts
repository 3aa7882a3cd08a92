import { AppError } from '../../../app/contract/errors.ts';

export const notBuilt = (): never => {
  throw new AppError('unavailable', 'This is being built.');
};
