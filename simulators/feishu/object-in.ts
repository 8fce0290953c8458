import type { Wire } from './words.ts';

/** The JSON object in a text, or the list, if there is one. */
export function objectIn(text: string): Wire | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
