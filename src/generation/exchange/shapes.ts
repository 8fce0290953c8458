import { z } from 'zod';

/** Pieces of what both vendors send. */

/** Of a refusal: a number, or a word. */
export const code = z.union([z.number(), z.string()]).transform(String);

/** The vendor's own words, which nothing depends on. */
export const words = z.string().catch('');

export const count = z.number().int().nonnegative();

/** The vendor's name for a whole answer. */
export const answerId = z.string().optional().catch(undefined);

/** The arguments of a call: by every document a JSON text, though models have been seen to give the object itself. */
export const jsonText = z.union([
  z.string(),
  z.record(z.string(), z.unknown()).transform(value => JSON.stringify(value)),
]);
