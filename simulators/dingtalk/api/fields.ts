import { bad } from '../refusal.ts';
import type { Wire } from '../words.ts';

/** The object in a field; an empty one where there is none. */
export const objectAt = (wire: Wire, key: string): Wire => {
  const value = wire[key];
  return typeof value === 'object' && value !== null ? (value as Wire) : {};
};

/** A text that must not be empty. @throws Refusal with `code` */
export function textAt(wire: Wire, key: string, code: string): string {
  const value = wire[key];
  if (typeof value !== 'string' || value === '') throw bad(code, `${key} is empty`);
  return value;
}

/** The JSON object that a field holds as a text. @throws Refusal with `code` */
export function jsonAt(wire: Wire, key: string, code: string): Wire {
  try {
    const value = JSON.parse(textAt(wire, key, code));
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw bad(code, `${key} is no JSON object in a string`);
}

/** The JSON object in a text, if there is one. */
export function objectIn(text: string): Wire | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
