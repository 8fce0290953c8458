import { Decimal } from 'decimal.js';
import { FunctionProblem } from '../problem.ts';

/**
 * Arithmetic in decimals: decimal.js computes, and the grammar below is all there is. No names but these, no strings, no
 * assignments; each step takes bounded time, and there are as many steps as characters.
 *
 *     sum     = product { ("+" | "-") product }
 *     product = signed { ("*" | "/" | "%") signed }     "%" with nothing to divide by after it: percent
 *     signed  = ("+" | "-") signed | power
 *     power   = value [ ("^" | "**") signed ]
 *     value   = number | constant | name "(" sum { "," sum } ")" | "(" sum ")", then any number of "!" and percent
 */
export function calculate(text: string): string {
  if (text.length > maxLength) throw new FunctionProblem(`算式太长，最多 ${maxLength} 个字符。`, 'refused');
  const result = new Reading(tokensOf(text)).whole();
  if (!result.isFinite()) throw new FunctionProblem('结果不是有限的数（除以零，或者太大）。', 'refused');
  const rounded = result.toSignificantDigits(shownDigits);
  return rounded.abs().lt('1e21') && rounded.abs().gt('1e-21') ? rounded.toFixed() : rounded.toString();
}

const maxLength = 500;
const maxDepth = 50;
const shownDigits = 20;

/** Exponents are bounded, so that no power takes long and none becomes too long to read. */
const Exact = Decimal.clone({ precision: 40, maxE: 5000, minE: -5000, toExpPos: 21, toExpNeg: -21 });

const constants: ReadonlyMap<string, () => Decimal> = new Map([
  ['pi', () => Exact.acos(-1)],
  ['π', () => Exact.acos(-1)],
  ['e', () => Exact.exp(1)],
]);

/** Angles beyond this would cost more digits of π than we keep. */
const greatestAngle = 1e15;
const angle = (of: (x: Decimal) => Decimal) => (x: Decimal) => {
  if (x.abs().gt(greatestAngle)) throw new FunctionProblem('角度太大。', 'refused');
  return of(x);
};

const functions: ReadonlyMap<string, (...values: Decimal[]) => Decimal> = new Map<
  string,
  (...values: Decimal[]) => Decimal
>([
  ['abs', x => only(x).abs()],
  ['sqrt', x => only(x).sqrt()],
  ['cbrt', x => only(x).cbrt()],
  ['exp', x => only(x).exp()],
  ['ln', x => only(x).ln()],
  ['log', (x, base) => (base ? Exact.log(only(x), base) : only(x).log(10))],
  ['log10', x => only(x).log(10)],
  ['log2', x => only(x).log(2)],
  ['sin', x => angle(y => y.sin())(only(x))],
  ['cos', x => angle(y => y.cos())(only(x))],
  ['tan', x => angle(y => y.tan())(only(x))],
  ['asin', x => only(x).asin()],
  ['acos', x => only(x).acos()],
  ['atan', x => only(x).atan()],
  ['round', (x, places) => only(x).toDecimalPlaces(placesOf(places), Decimal.ROUND_HALF_UP)],
  ['floor', x => only(x).floor()],
  ['ceil', x => only(x).ceil()],
  ['min', (...values) => Exact.min(...some(values))],
  ['max', (...values) => Exact.max(...some(values))],
  ['sum', (...values) => Exact.sum(...some(values))],
  ['mean', (...values) => Exact.sum(...some(values)).div(values.length)],
  ['pow', (x, y) => only(x).pow(only(y))],
  ['mod', (x, y) => only(x).mod(only(y))],
]);

function only(value: Decimal | undefined): Decimal {
  if (!value) throw new FunctionProblem('函数缺少参数。', 'refused');
  return value;
}

function some(values: Decimal[]): Decimal[] {
  only(values[0]);
  return values;
}

function placesOf(value: Decimal | undefined): number {
  const places = value?.toNumber() ?? 0;
  if (!Number.isInteger(places) || places < 0 || places > 30)
    throw new FunctionProblem('round 的小数位数应为 0 到 30。', 'refused');
  return places;
}

function factorial(value: Decimal): Decimal {
  if (!value.isInteger() || value.isNegative() || value.gt(1000))
    throw new FunctionProblem('阶乘只能用于 0 到 1000 的整数。', 'refused');
  let product = new Exact(1);
  for (let factor = 2; factor <= value.toNumber(); factor++) product = product.mul(factor);
  return product;
}

const token = /\s*(?:(\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d{1,4})?|\.\d+)|([a-zA-Z]\w*|π)|(\*\*|[-+*/%^!(),]))/y;

/** As people type them. */
const written: Readonly<Record<string, string>> = {
  '×': '*',
  '·': '*',
  '÷': '/',
  '−': '-',
  '（': '(',
  '）': ')',
  '，': ',',
  '％': '%',
  '＋': '+',
  '－': '-',
};

function tokensOf(text: string): string[] {
  const plain = text.replace(/[×·÷−（），％＋－]/g, sign => written[sign] ?? sign).trim();
  const tokens: string[] = [];
  for (token.lastIndex = 0; token.lastIndex < plain.length; ) {
    const at = token.lastIndex;
    const found = token.exec(plain);
    if (!found) throw new FunctionProblem(`算式第 ${at + 1} 个字符处看不懂。`, 'refused');
    tokens.push(found[1] ?? found[2] ?? found[3] ?? '');
  }
  return tokens;
}

class Reading {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  whole(): Decimal {
    const value = this.#sum();
    if (this.#next !== undefined) throw this.#unexpected();
    return value;
  }

  get #next(): string | undefined {
    return this.#tokens[this.#at];
  }

  #takes(...expected: readonly string[]): string | undefined {
    const next = this.#next;
    if (next === undefined || !expected.includes(next)) return undefined;
    this.#at += 1;
    return next;
  }

  #unexpected(): FunctionProblem {
    const next = this.#next;
    return new FunctionProblem(next === undefined ? '算式不完整。' : `算式里的“${next}”不对。`, 'refused');
  }

  #sum(): Decimal {
    let left = this.#product();
    for (;;) {
      const sign = this.#takes('+', '-');
      if (!sign) return left;
      const right = this.#product();
      left = sign === '+' ? left.add(right) : left.sub(right);
    }
  }

  #product(): Decimal {
    let left = this.#signed();
    for (;;) {
      const sign = this.#takes('*', '/', '%');
      if (!sign) return left;
      const right = this.#signed();
      left = sign === '*' ? left.mul(right) : sign === '/' ? left.div(right) : left.mod(right);
    }
  }

  #signed(): Decimal {
    return this.#deeper(() => {
      const sign = this.#takes('+', '-');
      if (!sign) return this.#power();
      const value = this.#signed();
      return sign === '-' ? value.neg() : value;
    });
  }

  #power(): Decimal {
    const base = this.#value();
    return this.#takes('^', '**') ? base.pow(this.#signed()) : base;
  }

  #value(): Decimal {
    let value = this.#plain();
    for (;;) {
      if (this.#takes('!')) value = factorial(value);
      else if (this.#next === '%' && !this.#beginsValue(this.#tokens[this.#at + 1])) {
        this.#at += 1;
        value = value.div(100);
      } else return value;
    }
  }

  /** `7 % 3` divides, `50%`, `50% * 2` and `50% + 1` do not. */
  #beginsValue(next: string | undefined): boolean {
    return next !== undefined && /^[\d.a-zA-Zπ(]/.test(next);
  }

  #plain(): Decimal {
    if (this.#takes('(')) return this.#closed(this.#sum());
    const next = this.#next;
    if (next === undefined || /^[^\d.a-zA-Zπ]/.test(next)) throw this.#unexpected();
    this.#at += 1;
    if (/^[\d.]/.test(next)) return new Exact(next.replaceAll('_', ''));
    const constant = constants.get(next.toLowerCase());
    if (constant) return constant();
    const named = functions.get(next.toLowerCase());
    if (!named || !this.#takes('('))
      throw new FunctionProblem(
        `不认识“${next.slice(0, 20)}”。可用的函数：${[...functions.keys()].join('、')}`,
        'refused',
      );
    const values = [this.#sum()];
    while (this.#takes(',')) values.push(this.#sum());
    return this.#closed(named(...values));
  }

  #closed(value: Decimal): Decimal {
    if (!this.#takes(')')) throw this.#unexpected();
    return value;
  }

  #deeper<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new FunctionProblem('括号套得太深。', 'refused');
    const value = read();
    this.#depth -= 1;
    return value;
  }
}
