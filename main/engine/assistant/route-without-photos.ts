import type { Abilities } from './abilities.ts';
import { byChanging } from './route-demand.ts';
import type { Route } from './route.ts';

const talk =
  /^(hi|hello|hey|thanks|thank you|ok|okay|good (morning|evening)|how are you|who are you|what are you|what can (you|i) (do|ask)|help|help me)\b[^a-z]*$/;
const photos = '(?:photos?|pictures?|images?|files?|library)';
const photo = new RegExp(`\\b${photos}\\b`);
const leaving = new RegExp(
  `^(?:do|does|are|is|will|where)\\b.*\\b(?:send|sent|uploads?|uploaded|shared?|leaves?|stored|kept)\\b.*\\b(?:anywhere|somewhere|online|internet|cloud|servers?|elsewhere|computer|machine)\\b|^(?:are|is) my ${photos} (?:private|safe)\\b|^where do my ${photos} go\\b|^do(?:es)? (?:you|my ${photos}|afterimage) (?:send|upload|share|leave)\\b`,
);
const searching = new RegExp(
  `^(?:(?:help me|can|could|you|i want to|i am|i'm) )*(?:find|search|show|look(?:ing)? for)\\b|^(?:which|where|do i have|are there)\\b.*\\b${photos}\\b`,
);
const counting = new RegExp(
  `^how many ${photos}(?: (?:do|have) (?:i|we|you)\\b.*| (?:are|is) (?:there|here)(?: in (?:my|the|this) .*)?)?$`,
);

/** What asks nothing about a photo. */
export function smallTalk(text: string, { chat }: Abilities): Route | null {
  if (leaving.test(text))
    return { tool: 'none', reason: 'This asks about Afterimage.', answer: privacy(chat?.sends ?? false) };
  if (counting.test(text)) return { tool: 'none', reason: 'This asks about the library.', answer: counted };
  if (!talk.test(text)) return null;
  const answer =
    'I answer questions about the photos in this conversation: when and where they were taken, which are alike, what they show.';
  return { tool: 'none', reason: 'This asks nothing about a photo.', answer };
}

const counted =
  'I know only the photos that you select. How many there are the library shows, and the search box counts what it finds.';

const privacy = (sends: boolean): string =>
  sends
    ? 'Photos that you ask about go to the server that you chose, once you have agreed, and nowhere else.'
    : 'No. Photos and questions stay on this computer: the models that look at them run here.';

export function withoutPhotos(text: string, photoCount: number, { chat }: Abilities): Route | null {
  if (photoCount > 0) return null;
  const changing = photo.test(text) || chat === null ? byChanging(text) : null;
  if (changing !== null) return changing;
  const answer = answerWithout(text);
  if (chat !== null && answer === needed)
    return {
      tool: 'chat',
      reason: `No photo is in the conversation, so ${chat.title} answers from words alone.`,
      notice: null,
    };
  return { tool: 'none', reason: 'No photo is in the conversation.', answer };
}

const needed = 'I need a photo to answer that. Select one or more photos, then ask again.';

function answerWithout(text: string): string {
  if (searching.test(text))
    return 'I answer about photos that you have chosen. To find photos, type what they show into the search box.';
  return needed;
}
