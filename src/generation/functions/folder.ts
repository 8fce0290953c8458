import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { JsonSchema } from '../../model.ts';
import { described, descriptionForm } from './described.ts';
import type { Arguments, Offered } from './offered.ts';
import { FunctionProblem } from './problem.ts';

/** What a module of `FUNCTIONS_DIR` default-exports. */
export interface FunctionModule {
  /** 1 to 64 letters, digits, `_` or `-`. */
  readonly name: string;
  /** When to call it and what it gives: the model reads this. */
  readonly description: string;
  /** Absent: it takes nothing. */
  readonly parameters?: JsonSchema;
  readonly responses?: JsonSchema;
  /** What the person reads while it runs. */
  readonly label?: string;
  /** Default: 10,000. A function that computes without a pause cannot be stopped. */
  readonly timeoutMs?: number;
  /** Gives a text, or something that is told as JSON. The message of what it throws is told to the model: no secret in it. */
  run(given: Arguments, context: { readonly signal: AbortSignal }): unknown;
}

const moduleForm = z.object({
  ...descriptionForm,
  parameters: z.record(z.string(), z.unknown()).default({ type: 'object', properties: {} }),
  run: z.custom<FunctionModule['run']>(value => typeof value === 'function', 'must be a function'),
});

const isModule = (file: string) => /^[^._].*\.(ts|mts|js|mjs)$/.test(file) && !/\.(d|test)\.\w+$/.test(file);

/** Imports every module of the folder, in the order of their names. */
export async function readFunctionsFolder(
  folder: string,
): Promise<{ readonly functions: readonly Offered[]; readonly problems: readonly string[] }> {
  const functions: Offered[] = [];
  const problems: string[] = [];
  let files: string[];
  try {
    files = readdirSync(folder).filter(isModule).sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return { functions, problems: [`FUNCTIONS_DIR: the folder cannot be read (${code}); check its path`] };
  }
  for (const file of files) {
    try {
      const loaded: { default?: unknown } = await import(pathToFileURL(resolve(folder, file)).href);
      functions.push(offeredBy(loaded.default));
    } catch (error) {
      problems.push(`FUNCTIONS_DIR: ${file}: ${why(error)}`);
    }
  }
  return { functions, problems };
}

function why(error: unknown): string {
  if (error instanceof z.ZodError)
    return `default export: ${error.issues.map(({ path, message }) => [...path.map(String), message].join(': ')).join('; ')}`;
  return error instanceof Error ? error.message : 'it cannot be imported';
}

function offeredBy(exported: unknown): Offered {
  const { run, ...description } = moduleForm.parse(exported);
  return {
    ...described(description),
    async run(given, signal) {
      try {
        return await run(given, { signal });
      } catch (error) {
        throw new FunctionProblem(error instanceof Error ? `出错了：${error.message}` : '出错了。');
      }
    },
  };
}
