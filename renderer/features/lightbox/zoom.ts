/** How the photo stands in its window: 1 is fitted; x and y are pixels off the middle. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const fitted: Zoom = { scale: 1, x: 0, y: 0 };

const most = 12;

/** Scales by `factor` so that the point (pixels off the middle) stays where it is. */
export function zoomAt(zoom: Zoom, factor: number, point: { x: number; y: number }, largest = most): Zoom {
  const scale = Math.min(largest, Math.max(1, zoom.scale * factor));
  const ratio = scale / zoom.scale;
  return { scale, x: point.x - (point.x - zoom.x) * ratio, y: point.y - (point.y - zoom.y) * ratio };
}

/** Keeps the photo over the middle of its window: no side comes further in than the window's edge. */
export function keepInside(zoom: Zoom, window: Size, photo: Size): Zoom {
  if (zoom.scale === 1) return fitted;
  const fit = fittedSize(window, photo);
  const limit = (size: number, room: number): number => Math.max(0, (size * zoom.scale - room) / 2);
  const [right, down] = [limit(fit.width, window.width), limit(fit.height, window.height)];
  return {
    scale: zoom.scale,
    x: Math.min(right, Math.max(-right, zoom.x)),
    y: Math.min(down, Math.max(-down, zoom.y)),
  };
}

/** The scale at which a pixel of the photo is a pixel of the screen, and the largest one allowed. */
export function pixelScales(window: Size, photo: Size, pixelRatio: number): { actual: number; largest: number } {
  const actual = photo.width / (fittedSize(window, photo).width * pixelRatio);
  return { actual, largest: Math.max(most, actual) };
}

/** The size of the photo where it just fits. */
export function fittedSize(window: Size, photo: Size): Size {
  const scale = Math.min(window.width / photo.width, window.height / photo.height);
  return { width: photo.width * scale, height: photo.height * scale };
}
