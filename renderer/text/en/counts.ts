import { formatCount } from '../format.ts';

export const photos = (count: number): string => `${formatCount(count)} ${count === 1 ? 'photo' : 'photos'}`;
export const files = (count: number): string => `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`;
