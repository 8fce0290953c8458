import { z } from 'zod';
import { Secret } from '../secret.ts';
import { type Prices, parsePrices } from '../tally/prices.ts';

/**
 * The kinds of settings. Each takes the text of one environment variable; a problem says what to write instead and
 * never repeats the value, which may hold a secret. Defaults are given as text too, by `.prefault('5')`.
 */

/** A value that is never shown. May also come from the file that `NAME_FILE` names. */
export const secret = () => z.string().transform(value => new Secret(value));

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  number(
    least,
    most,
    /^-?\d+$/,
    most === Number.MAX_SAFE_INTEGER
      ? `write a whole number of at least ${least}`
      : `write a whole number from ${least} to ${most}`,
  );

/** A number from `least` to `most`, such as `0.8`. */
export const decimal = (least: number, most: number) =>
  number(least, most, /^-?\d+(\.\d+)?$/, `write a number from ${least} to ${most}`);

function number(least: number, most: number, form: RegExp, error: string) {
  return z.string().regex(form, error).transform(Number).pipe(z.number().min(least, error).max(most, error));
}

/** Milliseconds from `least` up to what a timer can hold. */
export const milliseconds = (least: number) => wholeNumber(least, 2 ** 31 - 1);

/** `true` or `false`. */
export const flag = () => oneOf('true', 'false').transform(value => value === 'true');

export const oneOf = <const T extends readonly [string, ...string[]]>(...words: T) =>
  z.enum(words, { error: `write ${words.join(' or ')}` });

/** An http(s) address without a slash at its end; a user or a password in it is refused, for it is shown. */
export const address = () =>
  z
    .string()
    .refine(
      isAddress,
      'write an address that begins with https:// (or http://), without a user or a password',
    )
    .transform(value => value.replace(/(?<!\/)\/+$/, ''));

function isAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.search === '';
}

/** Whom a list of `platform:id` means; `*` is everyone. */
export type Names = ReadonlySet<string> | '*';

const listed = /^[a-z]+:[^\s,]+$/;
const split = (value: string) =>
  value
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '');

/** `telegram:123,feishu:ou_…` */
export const names = () =>
  z
    .string()
    .refine(value => split(value).every(entry => listed.test(entry)), 'write telegram:123,feishu:ou_…')
    .transform((value): ReadonlySet<string> => new Set(split(value)));

/** As `names`, or `*` for everyone. */
export const namesOrEveryone = () =>
  z
    .string()
    .refine(
      value => value.trim() === '*' || split(value).every(entry => listed.test(entry)),
      'write telegram:123,feishu:ou_… or *',
    )
    .transform((value): Names => (value.trim() === '*' ? '*' : new Set(split(value))));

/** Some of a few words, separated by commas. */
export const someOf = <const T extends readonly [string, ...string[]]>(...words: T) =>
  z
    .string()
    .refine(
      value => split(value).length > 0 && split(value).every(word => words.includes(word)),
      `write ${words.join(' or ')}, or several with commas between`,
    )
    .transform((value): ReadonlySet<T[number]> => new Set(split(value)));

/** `qianfan/ernie-5.1=0.004/0.018,ernie/completions_pro=0.12`: yuan for 1,000 tokens. */
export const prices = (providers: readonly string[]) =>
  z.string().transform((value, context): Prices => {
    const read = parsePrices(value, providers);
    if (read) return read;
    context.addIssue(
      'write qianfan/ernie-5.1=0.004/0.018,ernie/completions_pro=0.12: each model once, yuan for 1,000 tokens in/out, or one price for both',
    );
    return z.NEVER;
  });
