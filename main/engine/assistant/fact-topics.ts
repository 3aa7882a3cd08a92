/** What a file can say about itself. */
export const factTopics = ['when', 'where', 'camera', 'exposure', 'size', 'name', 'words', 'rating'] as const;
export type FactTopic = (typeof factTopics)[number];

const patterns: Readonly<Record<FactTopic, RegExp>> = {
  when: /\bwhen\b|\bwhat (date|day|year|month|time)\b|\bhow (old|long ago) (is|was|are|were) (this|these|the|it)( photos?| pictures?)?\b\??$|\bdate (was|is|taken)\b|\bwhich (day|year|month)\b/,
  where:
    /\bwhere (was|were|is|are|did)\b.*\b(this|these|it|that|they|photos?|pictures?|taken|shot)\b\??$|^(and )?where\??$|\bwhat (place|city|country|location)\b|\bwhich (place|city|country)\b|\bgps\b|\bcoordinates\b|\blocation\b/,
  camera:
    /\b(what|which) (camera|lens|phone)\b|\bcamera\b.*\b(used|taken|make|model)\b|\b(the|its) (camera|lens)\b\??$/,
  exposure: /\b(aperture|f-?stop|f-?number|shutter( speed)?|exposure|iso|focal length|flash)\b/,
  size: /\bhow (large|big) (is|are) (this|these|the|it)( photos?| pictures?| images?| files?)?\b\??$|\b(resolution|megapixels?|dimensions|file size|how many pixels)\b|\bportrait or landscape\b|\blandscape or portrait\b/,
  name: /\b(file ?name|file format|file type|which folder|what folder|(what|which) format)\b/,
  words:
    /\b(keywords?|tags?)\b|\b(its|the) (title|caption)\b.*\b(file|written|iptc|xmp)\b|\bwhat('s| is) (its|the) title\b/,
  rating: /\b(rating|stars?|rated)\b.*\b(photo|this|it|these)\b|\bhow many stars\b/,
};

/** The facts that a question asks for. */
export function topicsOf(question: string): FactTopic[] {
  return factTopics.filter((topic) => patterns[topic].test(question));
}
