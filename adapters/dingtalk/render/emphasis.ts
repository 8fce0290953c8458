import type { Place } from '../../../src/markdown/dialect/dialect.ts';

/**
 * Where in a text are signs that would be taken for emphasis, or for code, UTF-16 offsets: by the rules of CommonMark, but
 * for those about punctuation, where parsers differ. One tilde counts too, for some strike out with it.
 */
export function signsOfEmphasis(text: string, company: Place['company']): ReadonlySet<number> {
  const runs = [...text.matchAll(/`+|\*+|_+|~+/g)].map(({ 0: run, index }) => ({
    sign: run.charAt(0),
    from: index,
    to: index + run.length,
    ...sidesOf(run, text.charAt(index - 1), text.charAt(index + run.length), company),
  }));
  const firstOpening = new Map(
    runs
      .filter(({ opens }) => opens)
      .reverse()
      .map(({ sign, from }) => [sign, from]),
  );
  const lastClosing = new Map(runs.filter(({ closes }) => closes).map(({ sign, from }) => [sign, from]));

  const found = new Set<number>();
  for (const { sign, from, to, opens, closes } of runs) {
    const hasOther =
      (opens && (lastClosing.get(sign) ?? from) > from) ||
      (closes && (firstOpening.get(sign) ?? from) < from);
    if (company === 'unknown' || hasOther || (company === 'some' && (opens || closes)))
      for (let at = from; at < to; at += 1) found.add(at);
  }
  return found;
}

/** Whether a run of signs could begin emphasis, and end it; what stands beside the text may be anything. */
function sidesOf(run: string, before: string, after: string, company: Place['company']) {
  if (run.startsWith('`')) return { opens: true, closes: true };
  const isBlank = (character: string) => (character === '' ? company === 'none' : /\s/.test(character));
  const inWord = run.startsWith('_') && isWord(before) && isWord(after);
  return { opens: !inWord && !isBlank(after), closes: !inWord && !isBlank(before) };
}

const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);
