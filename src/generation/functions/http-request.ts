import type { JsonSchema } from '../../model.ts';
import type { Secret } from '../../secret.ts';
import type { WebCall } from './follow.ts';
import type { Arguments } from './offered.ts';
import { FunctionProblem } from './problem.ts';

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** How the arguments that the URL does not name are sent. */
export const ways = ['query', 'json', 'form'] as const;

/** An HTTP function as the file describes it, its secrets filled in. */
export interface HttpTemplate {
  readonly method: (typeof methods)[number];
  /** With `{parameter}` in its path or query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, Secret>>;
  /** Sent with every call, beside the arguments. */
  readonly query: Readonly<Record<string, Secret>>;
  /** Absent: `query` for GET and DELETE, `json` for the others. */
  readonly send?: (typeof ways)[number] | undefined;
  readonly maxBytes: number;
}

const placeholder = /\{([\w-]+)\}/g;

/** What keeps a URL from being a template; `undefined`: nothing. A model may choose a path and never a host. */
export function templateProblem(url: string, parameters: JsonSchema): string | undefined {
  const beginning = /^https?:\/\/[^/?#]+/i.exec(url)?.[0];
  if (!beginning || !URL.canParse(url.replace(placeholder, 'x')))
    return 'write an address that begins with https:// (or http://)';
  if (beginning.includes('{')) return 'a {parameter} may stand in the path and in the query alone';
  if (beginning.includes('@')) return 'no user and no password in an address: use headers';
  if (url.includes('${')) return 'no secret in the address: use headers or query';
  const known = Object.keys((parameters['properties'] as object | undefined) ?? {});
  const unknown = namesIn(url).find(name => !known.includes(name));
  return unknown === undefined ? undefined : `{${unknown}} is none of its parameters`;
}

const namesIn = (url: string) => [...url.matchAll(placeholder)].map(match => match[1] ?? '');

/** The call for these arguments. Throws `FunctionProblem` where they would lead out of the path. */
export function httpRequest(template: HttpTemplate, given: Arguments): WebCall {
  const url = fillUrl(template.url, given);
  for (const [name, value] of Object.entries(template.query)) url.searchParams.set(name, value.reveal());
  const fixed = new Set(url.searchParams.keys());
  const used = new Set(namesIn(template.url));
  const rest = Object.entries(given).filter(([name, value]) => !used.has(name) && value !== undefined);
  const headers: Record<string, string> = { accept: '*/*' };
  for (const [name, value] of Object.entries(template.headers)) headers[name.toLowerCase()] = value.reveal();
  const { method, maxBytes } = template;
  const way = template.send ?? (method === 'GET' || method === 'DELETE' ? 'query' : 'json');
  if (way === 'query') {
    // What the file writes there is not for the model to add to.
    for (const [name, value] of rest) if (!fixed.has(name)) url.searchParams.append(name, textOf(value));
    return { url, method, headers, maxBytes };
  }
  const form = new URLSearchParams(rest.map(([name, value]): [string, string] => [name, textOf(value)]));
  const [type, body] =
    way === 'form'
      ? ['application/x-www-form-urlencoded', form.toString()]
      : ['application/json', JSON.stringify(Object.fromEntries(rest))];
  return { url, method, headers: { 'content-type': type, ...headers }, body, maxBytes };
}

function fillUrl(template: string, given: Arguments): URL {
  const filled = template.replace(placeholder, (_, name: string) =>
    encodeURIComponent(textOf(given[name]).replace(/\p{Cs}/gu, '')),
  );
  // Percent-encoding leaves dots alone, and `..` would climb.
  const path = /^[^?#]*/.exec(filled)?.[0] ?? '';
  if (/\/\.{1,2}(\/|$)/.test(path)) throw new FunctionProblem('参数里有不允许的值。', 'refused');
  return new URL(filled);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
