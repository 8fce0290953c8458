/** What goes to a model in one call; see `Model`. */
interface Context {
  readonly contextTokens: number;
  readonly questionTokens: number;
}

const thousand = 1000;

/** Windows that a name does not tell, by the beginning of the name. https://cloud.baidu.com/doc/qianfan/s/rmh4stp0j */
const knownWindows: readonly (readonly [family: string, tokens: number])[] = [
  ['ernie-5.5', 1000 * thousand],
  ['ernie-5.1', 128 * thousand],
  ['ernie-5.0', 128 * thousand],
];

/** All models since ERNIE 4.5 take at least this; a model that nobody has told us of is taken for one of them. */
const unknownWindow = 32 * thousand;

/**
 * What is sent to a model with a window of 128k. A quarter is left for the answer, for the functions, and for an estimate
 * that errs. No model gets more, whatever its window: every turn pays for its whole prompt, and a full one costs some
 * 0.4 yuan (ernie-5.1: 0.004 for 1000 tokens up to 32k, beyond that more), which only a very long chat ever reaches.
 * The question has less, so that it does not push out all that it refers to.
 */
const large: Context = { contextTokens: 96 * thousand, questionTokens: 80 * thousand };

/** For a window of 32k, whose answers have 4k. */
const medium: Context = { contextTokens: 28 * thousand, questionTokens: 24 * thousand };

/** For ERNIE-4.0-8K and its like: they take 5120 tokens and keep the rest for the answer. */
const small: Context = { contextTokens: 5 * thousand, questionTokens: 4 * thousand };

/** What a model of Qianfan V2 may be sent. */
export function contextOf(model: string): Context {
  const window = windowOf(model.toLowerCase());
  if (window >= 128 * thousand) return large;
  return window >= 32 * thousand ? medium : small;
}

/** By the name's own word (`ernie-4.5-turbo-32k`), or by what is known of its family. */
function windowOf(model: string): number {
  const word = /-(\d+)k(?:-|$)/.exec(model)?.[1];
  if (word) return Number(word) * thousand;
  return knownWindows.find(([family]) => model.startsWith(family))?.[1] ?? unknownWindow;
}
