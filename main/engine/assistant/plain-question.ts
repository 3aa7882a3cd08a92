const lead =
  /^(?:(?:and|so|well|now|ok|okay|hey|hi|hello|please)[, ]+|(?:(?:can|could|would|will) you (?:please )?|please )?(?:tell me|say)[, ]+(?=(?:what|who|where|when|which|how|if|whether|is|are)\b)|(?:do you know|i (?:want|would like|'d like) to know|i wonder)[, ]+|(?:if|whether) (?=there (?:is|are)\b))/;
/** "… how many dogs there are", "… what this is" */
const indirect =
  /^(what|where|when|(?:what|which) colou?r|how many [a-z ]+?) (this|that|it|these|those|they|he|she|there|the [a-z]+) (is|are|was|were)\b/;
const tail =
  /(?:[\s,]+(?:please|thanks|thank you|then|or not|right|(?:isn't|aren't|doesn't|don't) (?:there|it|they|you)))?[?.!\s]*$/;

/** A question in small letters, without the politeness around it and the mark at its end. */
export function plainQuestion(question: string): string {
  let text = question
    .toLowerCase()
    .replaceAll('’', "'")
    .trim()
    .replace(/^(?:what|where|who|there|it|that)'s\b/, (word) => word.replace("'s", ' is'))
    .replace(tail, '');
  for (let shorter = text.replace(lead, ''); shorter !== text && shorter !== ''; shorter = text.replace(lead, ''))
    text = shorter;
  return text.replace(/^there (is|are) /, '$1 there ').replace(indirect, '$1 $3 $2');
}
