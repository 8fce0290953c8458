/** Reads a whole number from the command line. @param name of the option. Throws a `RangeError` in words. */
export function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && number >= least && number <= most) return number;
  throw new RangeError(`--${name} must be a whole number from ${least} to ${most}, and not "${text}".`);
}
