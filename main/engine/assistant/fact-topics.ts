/** What a file can say about itself. */
export const factTopics = ['when', 'where', 'camera', 'exposure', 'size', 'name', 'words', 'rating'] as const;
export type FactTopic = (typeof factTopics)[number];

const moment =
  '(?:\\d{4}|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|morning|evening|night|weekend)';
/** Seen in the photo rather than on a map. */
const country = '(?:us|usa|uk|united|netherlands|philippines|bahamas|maldives|czech|congo|alps|himalayas)';
const scenery = `(?:doors|front|bed|public|colou?r|black|daylight|sunlight|sunshine|snow|rain|fog|water|(?:an?|my|his|her|the (?!${country}\\b))\\b)`;
const shot = '(?:taken|shot|made|photographed)';
const brand =
  '(?:iphone|android|nikon|canon|sony|fuji(?:film)?|olympus|panasonic|leica|pentax|samsung|pixel|huawei|gopro)';
const device = '(?:cameras?|lens(?:es)?|(?:smart)?phones?)';

const patterns: Readonly<Record<FactTopic, readonly RegExp[]>> = {
  when: [
    /\bwhen\b|\bwhat (date|day|year|month|time(?! of (the )?day))\b|\bwhat time of (the )?day was\b.*\b(taken|shot)\b|\bwhich (day|year|month)\b/,
    /\bhow (old|long ago) (is|was|are|were) (this|these|the|it)( photos?| pictures?)?$|\bdate (was|is|taken)\b|^(the )?(date|time)$/,
    new RegExp(`\\b(?:taken|take|shot) (?:this |it |these )?(?:in|on|before|after|at) (?:the )?${moment}\\b`),
  ],
  where: [
    /\bwhere (was|were|is|are|did)\b.*\b(this|these|it|that|they|photos?|pictures?|taken|shot)$/,
    /^where( exactly| precisely)?$|(?:^|,|\band|&)\s*where( exactly)?\s*(?:,|\band\b|&|$)/,
    /\b(what|which) (place|city|country|region|town)\b|\bgps\b|\bcoordinates\b|\b(what|which|its|exact|photo) location\b|\blocation of\b|^(the )?location$/,
    new RegExp(`\\b${shot} (?:in|at|near) (?!(?:the )?${moment}\\b|${scenery})`),
  ],
  camera: [
    new RegExp(
      `\\b(?:what|which) ${device}\\b|\\bcamera\\b.*\\b(?:used|taken|make|model)\\b|\\b(?:the|its) (?:camera|lens)$`,
    ),
    new RegExp(`^${device}$|\\bsame ${device}\\b|\\b(?:make|model|kind|brand|type|sort) of (?:the |a )?${device}\\b`),
    new RegExp(
      `^what\\b.*\\b${shot} (?:with|on)$|\\b${shot} (?:with|on|by|using) (?:an? |my |the )?(?:${brand}|[a-z]+ ${device}|${device})\\b`,
    ),
    new RegExp(
      `^(?:(?:is|was) (?:this|it) )?(?:an? )?${brand} or (?:an? )?[a-z]+$|^(?:an? )?[a-z]+ or (?:an? )?${brand}$`,
    ),
  ],
  exposure: [/\b(aperture|f-?\s?stop|f-?number|shutter( speed)?|exposure|iso|focal length|flash)\b/],
  size: [
    /\bhow (large|big|heavy) (is|are) (this|these|the|it)( photos?| pictures?| images?| files?)?$|\b(resolution|megapixels?|dimensions|file size|how many pixels)\b|\bportrait or landscape\b|\blandscape or portrait\b/,
  ],
  name: [
    /\bfile (called|named)\b|\bname of (the|this) (file|photo|picture)\b|^(is|are) (it|this|these|they) (an? )?(jpe?g|png|heic|webp|gif|tiff?|avif|bmp)s?\b|\b(file ?name|file format|file type|which folder|what folder|(what|which) format)\b/,
  ],
  words: [
    /\b(keywords?|tags?)\b|\b(its|the) (title|caption)\b.*\b(file|written|iptc|xmp)\b|\bwhat('s| is) (its|the) title\b/,
  ],
  rating: [/\b(rating|stars?|rated)\b.*\b(photo|this|it|these)\b|\bhow many stars\b/],
};

/** The facts that a question asks for. @param text a plain question */
export function topicsOf(text: string): FactTopic[] {
  return factTopics.filter((topic) => patterns[topic].some((pattern) => pattern.test(text)));
}
