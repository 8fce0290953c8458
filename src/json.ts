/** What a text says as JSON; `undefined` where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A field of something of unknown shape; undefined where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The same, where it is text; else `''`. */
export function wordOf(value: unknown, name: string): string {
  const word = fieldOf(value, name);
  return typeof word === 'string' ? word : '';
}
