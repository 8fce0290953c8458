import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { SettingsError } from '../errors.ts';
import { describe, type Setting } from './describe.ts';

/** The environment, or what stands for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

type Intersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void
  ? I
  : never;

/** What all shapes together yield: names are unique over the product, so the settings are one flat object. */
export type SettingsOf<Shape extends z.ZodObject> = Intersection<
  Shape extends unknown ? z.infer<Shape> : never
>;

/**
 * Reads every shape from the environment. Empty means unset; a secret may come from the file that `NAME_FILE` names.
 * Throws one `SettingsError` with all problems, none of which repeats a value.
 */
export function readSettings<Shape extends z.ZodObject>(
  env: Environment,
  shapes: readonly Shape[],
  readFile: (path: string) => string = path => readFileSync(path, 'utf8'),
): SettingsOf<Shape> {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const shape of shapes) {
    const values: Record<string, string> = {};
    for (const setting of describe(shape)) {
      const found = lookUp(setting, env, readFile);
      if (found.kind === 'value') values[setting.name] = found.value;
      if (found.kind === 'problem') problems.push(found.problem);
    }
    const parsed = shape.safeParse(values);
    if (parsed.success) Object.assign(settings, parsed.data);
    else problems.push(...parsed.error.issues.map(({ path, message }) => problemOf(path, message)));
  }
  if (problems.length > 0) throw new SettingsError([...new Set(problems)]);
  return settings as SettingsOf<Shape>;
}

function problemOf(path: readonly PropertyKey[], message: string): string {
  return path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message;
}

type Found =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'unset' }
  | { readonly kind: 'problem'; readonly problem: string };

function lookUp({ name, secret }: Setting, env: Environment, readFile: (path: string) => string): Found {
  const value = env[name]?.trim() ?? '';
  const file = secret ? (env[`${name}_FILE`]?.trim() ?? '') : '';
  if (file === '') return value === '' ? { kind: 'unset' } : { kind: 'value', value };
  const problem = (what: string): Found => ({ kind: 'problem', problem: `${name}_FILE: ${what}` });
  if (value !== '') return problem(`${name} is set too; keep one of the two`);
  try {
    const content = readFile(file).trim();
    return content === ''
      ? problem('the file is empty; write the secret into it')
      : { kind: 'value', value: content };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return problem(`the file cannot be read (${code}); check its path and its permissions`);
  }
}
