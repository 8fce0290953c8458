/** What became of an answer's sentences on a screen. */
export interface SentencesSeen {
  /** Whole in one message. */
  readonly whole: number;
  /** There, but only when two messages are read as one: cut in its middle. */
  readonly torn: number;
  readonly missing: number;
}

/** Looks for sentences in the messages of an answer, in order. White space is not minded: platforms trim it. */
export function sentencesSeen(sentences: readonly string[], messages: readonly string[]): SentencesSeen {
  const pages = messages.map(withoutSpace);
  const all = pages.join('');
  const wanted = sentences.map(withoutSpace);
  const whole = wanted.filter(sentence => pages.some(page => page.includes(sentence))).length;
  const there = wanted.filter(sentence => all.includes(sentence)).length;
  return { whole, torn: there - whole, missing: wanted.length - there };
}

const withoutSpace = (text: string) => text.replaceAll(/\s/g, '');
