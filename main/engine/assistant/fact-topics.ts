/** What a file can say about itself. */
export const factTopics = ['when', 'where', 'camera', 'exposure', 'size', 'name', 'words', 'rating'] as const;
export type FactTopic = (typeof factTopics)[number];

const patterns: Readonly<Record<FactTopic, RegExp>> = {
  when: /\bwhen\b|\bwhat (date|day|year|month|time)\b|\bhow (old|long ago) (is|was|are|were) (this|these|the|it)( photos?| pictures?)?\b\??$|\bdate (was|is|taken)\b|\bwhich (day|year|month)\b|^(and )?(the )?date\??$|\b(taken|take|shot) (this |it |these )?(in|on|before|after|at) (the )?(\d{4}|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|morning|evening|night|weekend)\b/,
  where:
    /\bwhere (was|were|is|are|did)\b.*\b(this|these|it|that|they|photos?|pictures?|taken|shot)\b\??$|^(and )?where\??$|\bwhat (place|city|country|location)\b|\bwhich (place|city|country)\b|\bgps\b|\bcoordinates\b|\b(what|which|its|exact|photo) location\b|\blocation of\b|^(the )?location\??$/,
  camera:
    /\b(what|which) (camera|lens|phone)\b|\bcamera\b.*\b(used|taken|make|model)\b|\b(the|its) (camera|lens)\b\??$|^(and )?(camera|lens)\??$|\bsame (camera|lens|phone)\b|\b(make|model|kind|brand|type) of (the )?(camera|lens|phone)\b|^what\b.*\b(shot|taken|photographed|made) (with|on)\??$/,
  exposure: /\b(aperture|f-?stop|f-?number|shutter( speed)?|exposure|iso|focal length|flash)\b/,
  size: /\bhow (large|big|heavy) (is|are) (this|these|the|it)( photos?| pictures?| images?| files?)?\b\??$|\b(resolution|megapixels?|dimensions|file size|how many pixels)\b|\bportrait or landscape\b|\blandscape or portrait\b/,
  name: /\bfile (called|named)\b|\bname of (the|this) (file|photo|picture)\b|^(is|are) (it|this|these|they) (an? )?(jpe?g|png|heic|webp|gif|tiff?|avif|bmp)s?\b|\b(file ?name|file format|file type|which folder|what folder|(what|which) format)\b/,
  words:
    /\b(keywords?|tags?)\b|\b(its|the) (title|caption)\b.*\b(file|written|iptc|xmp)\b|\bwhat('s| is) (its|the) title\b/,
  rating: /\b(rating|stars?|rated)\b.*\b(photo|this|it|these)\b|\bhow many stars\b/,
};

/** The facts that a question asks for. */
export function topicsOf(question: string): FactTopic[] {
  return factTopics.filter((topic) => patterns[topic].test(question));
}
