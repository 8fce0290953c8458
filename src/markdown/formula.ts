import {
  type Code,
  type Construct,
  type Context,
  type Extension,
  isLineEnd,
  isWhite,
  type State,
} from './syntax.ts';

const dollar = 36;
const backslash = 92;
const closing = new Map([
  [40, 41], // \( … \)
  [91, 93], // \[ … \]
]);

const isDigit = (code: Code) => code !== null && code >= 48 && code <= 57;

/** Stretches of a paragraph in which no formula of a kind ends: who looked once need not look again from every sign. */
const endless = new WeakMap<Context, Map<string, { readonly from: number; readonly to: number }>>();

function isEndless(paragraph: Context, kind: string, from: number): boolean {
  const known = endless.get(paragraph)?.get(kind);
  return known !== undefined && known.from <= from && from < known.to;
}

function noteEndless(paragraph: Context, kind: string, from: number): void {
  const known = endless.get(paragraph) ?? new Map<string, { from: number; to: number }>();
  endless.set(paragraph, known.set(kind, { from, to: paragraph.now().offset }));
}

/**
 * Reads on to the end of a formula as plain text; the caller has entered `data` and consumed the opening.
 *
 * @param nok where the text, or the line, ends first
 * @param closeAt the step that closes the formula, where this character does
 * @param lines whether it may go over several lines
 */
function body(
  effects: Parameters<Construct['tokenize']>[0],
  nok: State,
  closeAt: (code: Code, previous: Code) => State | undefined,
  lines: boolean,
): State {
  let previous: Code = null;
  const inside: State = code => {
    if (code === null) return nok(code);
    if (isLineEnd(code)) return lines ? lineEnd(code) : nok(code);
    const close = closeAt(code, previous);
    if (close) return close(code);
    previous = previous === backslash ? null : code;
    effects.consume(code);
    return inside;
  };
  const lineEnd: State = code => {
    effects.exit('data');
    effects.enter('lineEnding');
    effects.consume(code);
    effects.exit('lineEnding');
    previous = code;
    return afterLineEnd;
  };
  const afterLineEnd: State = code => {
    if (code === null || isLineEnd(code)) return nok(code);
    effects.enter('data');
    return inside(code);
  };
  return inside;
}

const inBackslashes: Construct = {
  name: 'formulaInBackslashes',
  tokenize(effects, ok, nok) {
    let close: Code = null;
    const from = this.now().offset;
    const unclosed: State = code => {
      noteEndless(this, `${close}`, from);
      return nok(code);
    };
    const start: State = code => {
      effects.enter('data');
      effects.consume(code);
      return bracket;
    };
    const bracket: State = code => {
      close = (code === null ? undefined : closing.get(code)) ?? null;
      if (close === null || isEndless(this, `${close}`, from)) return nok(code);
      effects.consume(code);
      return body(
        effects,
        unclosed,
        (now, previous) => (now === close && previous === backslash ? end : undefined),
        true,
      );
    };
    const end: State = code => {
      effects.consume(code);
      effects.exit('data');
      return ok;
    };
    return start;
  },
};

const inDollars: Construct = {
  name: 'formulaInDollars',
  tokenize(effects, ok, nok) {
    let double = false;
    const from = this.now().offset;
    const unclosed: State = code => {
      noteEndless(this, `${double}`, from);
      return nok(code);
    };
    const start: State = code => {
      effects.enter('data');
      effects.consume(code);
      return second;
    };
    const second: State = code => {
      double = code === dollar;
      if (double) effects.consume(code);
      else if (isWhite(code) || isEndless(this, `${double}`, from)) return nok(code);
      const inside = body(effects, unclosed, closeAt, double);
      return double ? inside : inside(code);
    };
    // A price is no formula: "$5 or $6" has a blank before its second sign, "$5~$6" a digit after it.
    const closeAt = (code: Code, previous: Code) =>
      code === dollar && previous !== backslash && (double || !isWhite(previous)) ? end : undefined;
    const end: State = code => {
      effects.consume(code);
      return double ? last : done;
    };
    const last: State = code => {
      if (code !== dollar) return nok(code);
      effects.consume(code);
      return done;
    };
    const done: State = code => {
      if (!double && isDigit(code)) return nok(code);
      effects.exit('data');
      return ok(code);
    };
    return start;
  },
};

/**
 * Formulas (`\(…\)`, `\[…\]`, `$…$`, `$$…$$`) stay as the model wrote them: without this, their backslashes are taken
 * for escapes and their `_` and `*` for emphasis.
 */
export const formulas: Extension = { text: { [backslash]: inBackslashes, [dollar]: inDollars } };
