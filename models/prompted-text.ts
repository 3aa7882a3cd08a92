const article = /^(a|an|the|some)\s+/i;
const mostLabelWords = 2;

/** A bare label ("a cat") as the sentence that the text tower was trained on; sentences stay as they are. */
export function promptedText(text: string, prompt: string): string {
  const label = text.trim().replace(article, '');
  return label.split(/\s+/).length <= mostLabelWords ? prompt.replace('{}', label) : text;
}
