import { useEffect, useRef, type ReactNode } from 'react';
import { thumbHashToRGBA } from 'thumbhash';

/** Draws a photo's thumbhash, stretched to its box, until the picture itself is there. */
export function ThumbhashPlaceholder({ hash }: { hash: string }): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    const picture = decode(hash);
    if (canvas === null || picture === null) return;
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.putImageData(picture, 0, 0);
  }, [hash]);
  return <canvas ref={ref} className="thumbhash" width="1" height="1" aria-hidden />;
}

function decode(hash: string): ImageData | null {
  try {
    const bytes = Uint8Array.from(atob(hash), (character) => character.charCodeAt(0));
    const { w, h, rgba } = thumbHashToRGBA(bytes);
    return new ImageData(new Uint8ClampedArray(rgba), w, h);
  } catch {
    return null;
  }
}
