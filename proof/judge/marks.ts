/** A sentence of an answer: the `S12-3/20` before it says that it is the third of twenty for question 12. */
export interface Mark {
  readonly question: number;
  readonly sentence: number;
}

/** The marks in a text, as they come. */
export function marksIn(text: string): readonly Mark[] {
  return [...text.matchAll(/\bS(\d+)-(\d+)\/\d+\b/g)].map(([, question, sentence]) => ({
    question: Number(question),
    sentence: Number(sentence),
  }));
}

/** Whether a sentence in a text lacks its end: no full stop comes before the next one, or before the text is over. */
export function isCutShort(text: string): boolean {
  const [, ...sentences] = text.split(/\bS\d+-\d+\/\d+\b/);
  return sentences.some(sentence => !/[。.]/.test(sentence));
}
