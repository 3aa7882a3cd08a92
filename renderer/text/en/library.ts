import { formatCount } from '../format.ts';

export const grid = {
  library: 'Photos in the library',
  favourites: 'Favourite photos',
  folder: (name: string) => `Photos in ${name}`,
  results: 'Photos found',
  pending: 'Waiting to be read',
  failed: 'Could not be read',
  noPicture: (name: string, why: string) => `${name}: ${why}`,
  favourite: 'favourite',
  select: (name: string) => `Select ${name}`,
  deselect: (name: string) => `Take ${name} out of the selection`,
  selectThese: 'Select these photos',
  selectDay: (day: string) => `${day}: select these photos`,
  selectedMost: (most: number) =>
    `The first ${formatCount(most)} photos are selected; that is as many as one step takes.`,
  years: 'Years',
  goToYear: (year: string) => `Go to ${year}`,
  density: 'Size of the photos',
  densities: { small: 'Small photos', medium: 'Medium photos', large: 'Large photos' },
};

export const library = {
  noFavouritesTitle: 'No favourites yet',
  noFavourites: 'Press f on a photo, or choose photos and press Favourite, to keep them here.',
  emptyFolderTitle: 'No photos in this folder',
  emptyFolder: 'Afterimage found no pictures that it can read here. It looks again when something changes.',
  scanningTitle: 'Looking for photos',
  scanning: 'Photos appear here as they are found. You can leave this screen.',
  emptyTitle: 'Your library is empty',
  empty: 'Add a folder to see and search its photos. Nothing leaves this computer, and no file is changed.',
  failedTitle: 'The library could not be read',
};

export const selection = {
  label: 'Selection',
  count: (count: number) => `${formatCount(count)} selected`,
  ask: 'Ask',
  addToChat: 'Add to conversation',
  similar: 'Find similar',
  more: 'More like these',
  less: 'Less like these',
  favourite: 'Favourite',
  unfavourite: 'Not a favourite',
  reveal: 'Show in folder',
  clear: 'Clear selection',
};
