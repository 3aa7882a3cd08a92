import { formatCount } from '../format.ts';
import { photos } from './counts.ts';

export const quality = {
  title: 'Quality',
  intro:
    'Words that your photos carry already are searched for, and Afterimage looks whether their own photo comes first. Nothing is changed, and nothing leaves this computer.',
  back: 'Models',
  by: 'Words to search by',
  sources: { caption: 'Captions', keywords: 'Keywords', name: 'File names', given: 'Given words' },
  measure: 'Measure',
  measureAll: (count: number) => `Measure ${formatCount(count)} models`,
  measuring: (title: string, number: number, count: number) =>
    count === 1 ? `Measuring ${title}…` : `Measuring ${title}, ${formatCount(number)} of ${formatCount(count)}…`,
  slow: 'A model that has not seen the photos yet looks at them first; that takes a while.',
  stop: 'Stop',
  table: (source: string) => `Search models compared by ${source.toLowerCase()}`,
  columns: {
    model: 'Model',
    toImage: 'Words find their photo',
    toText: 'A photo finds its words',
    first: 'First',
    among5: 'Among 5',
    among10: 'Among 10',
    median: 'Median rank',
    cost: 'Cost',
    speed: 'Photos/s',
    size: 'Size',
  },
  when: (pairs: number, moment: string) => `${photos(pairs)}, ${moment}`,
  guessing: 'Guessing',
  inUse: 'in use',
  best: 'best',
  notMeasured: 'not measured yet',
  none: '–',
  unequal: 'The models were measured on different numbers of photos. Measure again to compare them.',
  verdict: {
    title: 'What this says',
    one: (title: string, found: string, chance: string) =>
      `${title} brings the right photo among the first 10 for ${found} of these words. Guessing would for ${chance}.`,
    better: (best: string, bestShare: string, other: string, otherShare: string) =>
      `${best} finds the right photo among the first 10 for ${bestShare} of the words, ${other} for ${otherShare}.`,
    faster: (title: string, times: string) => `${title} looks at ${times} times as many photos a second.`,
    tie: (first: string, second: string) =>
      `${first} and ${second} are too close to tell apart on so few photos. Choose by speed and size.`,
    few: 'With fewer than 50 photos these numbers are rough.',
  },
  choose: (title: string) => `Search with ${title}`,
  tooFew: {
    caption: 'Fewer than two of the photos have a caption. Measure by other words.',
    keywords: 'Fewer than two of the photos have keywords. Measure by other words.',
    name: 'Fewer than two of the photos have a file name that says what they show.',
  },
  empty: {
    title: 'Nothing measured yet',
    text: (source: string) =>
      `Measure how well your search models know your photos by their ${source.toLowerCase()}. It takes seconds.`,
  },
  noModels: 'No search model is installed.',
  exportCsv: 'Save as CSV',
  exportMarkdown: 'Save as Markdown',
  fileName: 'afterimage-quality',
  markdownTitle: 'Quality of search models',
};
