import type { Settings } from '../../../app/contract/settings.ts';

/** Height in pixels that the rows of the grid aim at. */
export const rowHeights: Readonly<Record<Settings['density'], number>> = { small: 130, medium: 190, large: 290 };
