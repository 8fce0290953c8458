import { z } from 'zod';
import type { JsonSchema } from '../../model.ts';
import { argumentCheck } from './arguments.ts';
import type { Offered } from './offered.ts';

/** The names that vendors take; also of MCP servers, whose tools may be named after them. */
export const nameForm = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'write 1 to 64 letters, digits, _ or -');

/** Milliseconds; two minutes are more than anybody waits for. */
export const timeLimit = (usual: number) => z.number().int().min(1).max(120_000).default(usual);

/** What the file and a module both say of a function, each beside its parameters. */
export const descriptionForm = {
  name: nameForm,
  description: z.string().min(1, 'say what it does: the model reads it'),
  label: z.string().optional(),
  responses: z.record(z.string(), z.unknown()).optional(),
  timeoutMs: timeLimit(10_000),
};

type Description = z.output<z.ZodObject<typeof descriptionForm>> & { readonly parameters: JsonSchema };

/** A function as it was described. Throws where its parameters are no JSON Schema, in ajv's words. */
export function described(description: Description): Omit<Offered, 'run'> {
  const { name, description: purpose, parameters, responses, label, timeoutMs } = description;
  return {
    spec: { name, description: purpose, parameters, ...(responses ? { responses } : {}) },
    label,
    check: argumentCheck(parameters),
    timeoutMs,
  };
}
