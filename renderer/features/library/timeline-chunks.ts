/** A day and the places of its photos in the whole timeline, as [start, end). */
export interface Day {
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of a day that is loaded at once. */
export interface DayChunk {
  readonly day: string;
  readonly offset: number;
  readonly limit: number;
  /** Place of its first photo in the whole timeline. */
  readonly first: number;
}

const chunkSize = 200;

export function daysOf(sections: readonly { readonly day: string; readonly count: number }[]): Day[] {
  let start = 0;
  return sections.map(({ day, count }) => {
    const placed = { day, start, end: start + count };
    start += count;
    return placed;
  });
}

/** The pieces that hold the photos from `start` to before `end`. */
export function chunksBetween(days: readonly Day[], start: number, end: number): DayChunk[] {
  const chunks: DayChunk[] = [];
  for (let index = firstDay(days, start); index < days.length; index++) {
    const day = days[index]!;
    if (day.start >= end) break;
    const from = Math.max(0, Math.floor((start - day.start) / chunkSize) * chunkSize);
    for (let offset = from; offset < day.end - day.start && day.start + offset < end; offset += chunkSize) {
      chunks.push({ day: day.day, offset, limit: chunkSize, first: day.start + offset });
    }
  }
  return chunks;
}

function firstDay(days: readonly Day[], photo: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]!.end <= photo) low = middle + 1;
    else high = middle;
  }
  return low;
}
