import type { Decimal } from 'decimal.js';
import { FunctionProblem } from '../problem.ts';
import { constants, Exact, factorial, functions } from './operations.ts';

/**
 * Arithmetic in decimals: decimal.js computes, and the grammar below is all there is. No names but those of
 * `operations.ts`, no strings, no assignments; each step takes bounded time, and there are as many steps as characters.
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
