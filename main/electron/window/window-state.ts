import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const Length = z.number().int().min(-100_000).max(100_000);

export const WindowState = z.object({
  x: Length,
  y: Length,
  width: Length.positive(),
  height: Length.positive(),
  maximised: z.boolean(),
});
export type WindowState = z.output<typeof WindowState>;

export const minimumSize = { width: 720, height: 480 } as const;
const usualSize = { width: 1280, height: 860 } as const;
/** How much of a window has to be on a display for a person to get hold of it. */
const reachable = 80;

/** The kept state, or null where there is none that can be used. */
export function readWindowState(path: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps a state; a disk that refuses costs the place of the window, nothing else. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, JSON.stringify(state));
  } catch {
    // The window opens in the middle next time.
  }
}

/** Where to open the window: where it was if a display still shows that place, else in the middle of the first display. */
export function placeWindow(kept: WindowState | null, workAreas: readonly [Rectangle, ...Rectangle[]]): WindowState {
  const area = (kept && workAreas.find((each) => isReachable(kept, each))) ?? workAreas[0];
  const size = {
    width: clamp(kept?.width ?? usualSize.width, minimumSize.width, area.width),
    height: clamp(kept?.height ?? usualSize.height, minimumSize.height, area.height),
  };
  const maximised = kept?.maximised ?? false;
  if (kept !== null && isReachable(kept, area)) return { ...size, x: kept.x, y: kept.y, maximised };
  const x = Math.round(area.x + Math.max(0, area.width - size.width) / 2);
  const y = Math.round(area.y + Math.max(0, area.height - size.height) / 2);
  return { ...size, x, y, maximised };
}

/** True where the title bar can be taken hold of. */
function isReachable({ x, y, width }: WindowState, area: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return across >= reachable && y >= area.y && y <= area.y + area.height - reachable;
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
