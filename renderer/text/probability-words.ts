/** How sure, in words; the number is always shown beside it. */
export function probabilityWords(probability: number): string {
  if (probability >= 0.9) return 'very likely';
  if (probability >= 0.7) return 'likely';
  if (probability >= 0.5) return 'rather likely';
  if (probability >= 0.3) return 'possible';
  if (probability >= 0.1) return 'unlikely';
  return 'anything';
}

/** How sure an answer is, in words. */
export function confidenceWords(confidence: number): string {
  if (confidence >= 0.9) return 'very sure';
  if (confidence >= 0.7) return 'fairly sure';
  if (confidence >= 0.5) return 'rather sure';
  if (confidence >= 0.3) return 'unsure';
  return 'a guess';
}
