import { readFileSync } from 'node:fs';
import { parse, YAMLError } from 'yaml';
import type { z } from 'zod';
import type { Environment } from '../../config/read.ts';
import type { Secret } from '../../secret.ts';
import { argumentCheck } from './arguments.ts';
import { described } from './described.ts';
import { fileForm, type httpForm } from './file-form.ts';
import { allowance } from './hosts.ts';
import type { HttpFunction } from './http-function.ts';
import { templateProblem } from './http-request.ts';
import type { McpSpec } from './mcp/spec.ts';
import { type Secrets, secretsOf } from './secrets.ts';

/** What the file says, its secrets filled in. */
export interface FunctionsFile {
  readonly http: readonly HttpFunction[];
  readonly mcp: readonly McpSpec[];
  readonly allowHosts: readonly string[];
  readonly secrets: Secrets;
}

/** Reads the file. @returns what it says, or its problems, none of which repeats a value */
export function readFunctionsFile(
  path: string,
  env: Environment,
): { readonly file?: FunctionsFile; readonly problems: readonly string[] } {
  const raw = load(path);
  if (typeof raw === 'string') return { problems: [`FUNCTIONS_FILE: ${raw}`] };
  const parsed = fileForm.safeParse(raw.value ?? {});
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map(
        ({ path: at, message }) => `FUNCTIONS_FILE: ${[...at.map(String), message].join(': ')}`,
      ),
    };
  const { allow_hosts: allowHosts, functions, mcp } = parsed.data;
  const problems = functions.flatMap(each => problemsOf(each, allowHosts));
  if (problems.length > 0) return { problems };
  const secrets = secretsOf(env);
  const filled = (values: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]): [string, Secret] => [name, secrets.fill(value)]),
    );
  const file: FunctionsFile = {
    secrets,
    allowHosts,
    http: functions.map(each => toHttpFunction(each, filled)),
    mcp: Object.entries(mcp).map(([name, server]) =>
      'command' in server
        ? { kind: 'stdio', name, ...server, env: filled(server.env) }
        : { kind: 'remote', name, ...server, headers: filled(server.headers) },
    ),
  };
  const missing = secrets.missing.map(
    name => `FUNCTIONS_FILE: \${${name}} is not in the environment; set ${name}, or ${name}_FILE`,
  );
  return missing.length > 0 ? { problems: missing } : { file, problems: [] };
}

function load(path: string): { readonly value: unknown } | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return `the file cannot be read (${code}); check its path and its permissions`;
  }
  try {
    return {
      value: path.endsWith('.json')
        ? JSON.parse(text)
        : parse(text, { maxAliasCount: 100, logLevel: 'error' }),
    };
  } catch (error) {
    // The library's own words quote the line, which may hold a secret.
    const line = error instanceof YAMLError ? error.linePos?.[0].line : undefined;
    return `it is not ${path.endsWith('.json') ? 'JSON' : 'YAML'}${line === undefined ? '' : `: look at line ${line}`}`;
  }
}

function problemsOf(
  { name, url, parameters }: z.infer<typeof httpForm>,
  allowHosts: readonly string[],
): string[] {
  const problem = (what: string) => `FUNCTIONS_FILE: ${name}: ${what}`;
  const form = templateProblem(url, parameters);
  if (form !== undefined) return [problem(`url: ${form}`)];
  // A parameter never stands in the host.
  const address = new URL(url);
  const isAllowed = allowance(allowHosts, address) !== 'not';
  const found = isAllowed ? [] : [problem(`add ${address.host} to allow_hosts`)];
  try {
    argumentCheck(parameters);
  } catch (error) {
    found.push(problem(`parameters: ${error instanceof Error ? error.message : 'not a JSON Schema'}`));
  }
  return found;
}

function toHttpFunction(
  form: z.infer<typeof httpForm>,
  filled: (values: Record<string, string>) => Record<string, Secret>,
): HttpFunction {
  const { pick, method, url, send, maxBytes } = form;
  return {
    ...described(form),
    pick,
    template: { method, url, send, maxBytes, headers: filled(form.headers), query: filled(form.query) },
  };
}
