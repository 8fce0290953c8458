import { z } from 'zod';

/** The arguments of a call: by every document a JSON text, though models have been seen to give the object itself. */
export const jsonText = z.union([
  z.string(),
  z.record(z.string(), z.unknown()).transform(value => JSON.stringify(value)),
]);
