import type { Construct, Context, Extension, State } from './syntax.ts';

/**
 * Signs in one paragraph that the tokenizer looks at; five hundred words in `**`, or five hundred links. Thousands would
 * nest too deep for the stack, and each that closes is compared with those before it.
 */
const atMost = { emphasis: 2000, brackets: 500 };

/** How many signs a paragraph has up to an offset, and from which one on there are too many. */
interface Count {
  signs: number;
  upTo: number;
  tooManyFrom: number;
}

/** Takes a run of one sign for text where its paragraph has had enough of them. */
function beyond(name: string, limit: number): Construct {
  const counts = new WeakMap<Context, Count>();
  return {
    name,
    tokenize(effects, ok, nok) {
      const count = counts.get(this) ?? { signs: 0, upTo: -1, tooManyFrom: Number.POSITIVE_INFINITY };
      counts.set(this, count);
      const from = this.now().offset;
      const start: State = sign => {
        effects.enter('data');
        const run: State = code => {
          if (code === sign) {
            effects.consume(code);
            return run;
          }
          effects.exit('data');
          note(count, from, this.now().offset, limit);
          return from >= count.tooManyFrom ? ok(code) : nok(code);
        };
        return run(sign);
      };
      return start;
    },
  };
}

/** A run that the tokenizer reads again, or only the end of it, counts once. */
function note(count: Count, from: number, to: number, limit: number): void {
  if (from < count.upTo) return;
  count.signs += to - from;
  count.upTo = to;
  if (count.signs > limit) count.tooManyFrom = Math.min(count.tooManyFrom, from);
}

const emphasis = beyond('emphasisBeyondBound', atMost.emphasis);
const closing = beyond('bracketBeyondBound', atMost.brackets);

/** Beyond so many `*`, `_`, `~` and `]` in a paragraph they are text. Comes last, which is first for the tokenizer. */
export const boundedSigns: Extension = { text: { 42: emphasis, 95: emphasis, 126: emphasis, 93: closing } };
