import type { Third } from '../../../app/contract/region-thirds.ts';
import { formatCount, formatDecimal } from '../format.ts';
import { photos } from './counts.ts';

interface SeenAlike {
  readonly photos: number;
  readonly width: number;
  readonly height: number;
  readonly tiles: number | null;
}

function sawAlike({ photos, width, height, tiles }: SeenAlike, all: number): string {
  const size = `${formatCount(width)} × ${formatCount(height)} px`;
  const cut = tiles === null ? '' : `, ${formatCount(tiles)} ${tiles === 1 ? 'tile' : 'tiles'}`;
  const at = all === 1 ? size : photos === all ? `${photos} photos at ${size}` : `${photos} at ${size}`;
  return `${at}${cut}${tiles !== null && photos > 1 ? ' each' : ''}`;
}

export const chat = {
  label: 'Conversation',
  title: 'Ask about photos',
  open: 'Open the conversation',
  close: 'Close the conversation',
  resize: 'Width of the conversation',
  new: 'New conversation',
  photos: 'Photos in this conversation',
  noPhotos: 'No photo in this conversation. Choose photos and press Ask, or drag them here.',
  photosHint: (count: number) => `${photos(count)} in this conversation`,
  photo: (number: number, name: string) =>
    `Photo ${number}, ${name}. Enter opens it, Delete removes it, Alt with an arrow moves it.`,
  removePhoto: (number: number) => `Remove photo ${number} from the conversation`,
  moved: (number: number) => `Now photo ${number}`,
  full: (most: number) => `A conversation holds at most ${most} photos; the first ${most} are in it.`,
  emptyTitle: 'What would you like to know?',
  empty:
    'Dates, places and sizes are read from the photo itself. For what is in the picture a model looks at it; the built-in one is small, and its answers are a draft.',
  input: 'Your question',
  placeholder: (count: number) =>
    count === 0
      ? 'Choose photos first, or ask anyway'
      : `Ask about ${count === 1 ? 'this photo' : `these ${count} photos`}`,
  send: 'Send',
  enterToSend: 'to send',
  stop: 'Stop',
  you: 'You asked',
  answer: 'Answer',
  thinking: 'Working on it…',
  suggested: 'Suggested questions',
  reference: (number: number) => `photo ${number}`,
  openReference: (number: number, name: string) => `Open photo ${number}, ${name}`,
  based: 'Photos this answer rests on',
  tools: {
    facts: 'read the photo’s details',
    compare: 'compared the photos',
    decoder: 'looked at the photo',
    chat: 'asked the chat model',
    none: 'no photo needed',
  },
  noModel: 'no model needed',
  byServer: (address: string) => `answered by your server at ${address}`,
  tokensPerSecond: (rate: number) => `${formatDecimal(rate)} tokens/s`,
  sawPhotos: (groups: readonly SeenAlike[], photos: number) => {
    const each = groups.map((group) => sawAlike(group, photos));
    return photos === 1 || groups.length === 1 ? `saw ${each.join('')}` : `saw ${photos} photos: ${each.join('; ')}`;
  },
  looking: 'Looking…',
  lookCloser: 'Look closer',
  lookCloserNote: 'Asks again with as many pixels as the model takes',
  regions: 'What was found, and where',
  showRegions: (number: number, name: string) => `Open photo ${number}, ${name}, with what was found in it`,
  place: ({ down, across }: { down: Third; across: Third }) => {
    const words = [['at the top', '', 'at the bottom'][down]!, ['on the left', '', 'on the right'][across]!];
    return words.join(' ').trim() || 'in the middle';
  },
  region: (label: string, place: string) => `${label}, ${place}`,
  consent: {
    title: 'Send this to your server?',
    sends: 'This would be sent',
    question: 'your question',
    earlier: (turns: number) =>
      `${formatCount(turns)} earlier ${turns === 1 ? 'message' : 'messages'} of this conversation`,
    photo: (name: string, size: string) => `${name}, ${size}`,
    unread: 'cannot be read',
    asked: 'You are asked once for each address. Nothing else leaves this computer.',
    plain: 'The address begins with http, so whoever is on the way can read along.',
    agree: 'Agree and ask',
    given: 'You have agreed to this address.',
    settings: 'Settings',
  },
  chooseModel: 'Which model answers',
  server: (model: string, host: string) => `${model} on ${host}`,
  manageModels: 'Manage models',
  setUpServer: 'A server of your own',
  sendsTo: (host: string, edge: number) => `Questions and photos, at up to ${formatCount(edge)} px, go to ${host}.`,
  saw: (width: number, height: number) => `saw ${formatCount(width)} × ${formatCount(height)} px`,
  stopped: 'stopped',
  certainty: {
    exact: 'from the photo’s own data',
    calibrated_similarity: 'how well the photo fits',
    token_probability: 'how sure the model was of its words',
    presence: 'how sure the decoder’s answer and the photo’s likeness to the words are together',
    caption_match: 'how well the words fit the photo',
  },
  sure: (words: string, number: string) => `${words} (${number})`,
  replaced: (reason: string) => `Rewritten: ${reason}`,
  failed: 'No answer',
  brokenOff: 'Broken off',
  cutOff: 'The connection was lost before the answer was complete.',
  list: 'Conversations',
  listEmptyTitle: 'No conversations yet',
  listEmpty: 'Choose one or more photos and press Ask. What you ask and what is answered stays on this computer.',
  messages: (count: number) => `${formatCount(count)} ${count === 1 ? 'message' : 'messages'}`,
  rename: 'Rename',
  renameTitle: 'Rename the conversation',
  name: 'Name',
  save: 'Save',
  remove: 'Delete',
  removeTitle: 'Delete this conversation?',
  removeText: (title: string) => `“${title}” will be gone for good. The photos are not touched.`,
  export: 'Export as Markdown',
  more: 'More',
  exported: (name: string) => `Saved as ${name}`,
};
