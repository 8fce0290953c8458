import { parseMultipart } from '../multipart.ts';
import { badRequest } from './refusal.ts';
import type { Wire } from './words.ts';

/**
 * A call's parameters from its query and its body, which may be JSON, a form, or multipart.
 * Values of forms stay strings; the readers below accept both. @throws Refusal for a body that is not what it says.
 */
export function readParameters(url: URL, body: Buffer, type: string | undefined): Wire {
  return { ...Object.fromEntries(url.searchParams), ...parseBody(body, type) };
}

function parseBody(body: Buffer, type = ''): Wire {
  if (body.length === 0) return {};
  if (type.includes('json')) return asObject(parseJson(body.toString()));
  if (!type.includes('form')) return {};
  try {
    if (type.includes('multipart')) return parseMultipart(body, type);
    return Object.fromEntries(new URLSearchParams(body.toString()));
  } catch {
    throw badRequest("can't parse the form");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("can't parse JSON object");
  }
}

function asObject(value: unknown): Wire {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Wire;
  throw badRequest('object expected');
}

/** A number, or a string that is one. */
export function integer(parameters: Wire, name: string): number | undefined {
  const value = parameters[name];
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (!Number.isInteger(number)) throw badRequest(`invalid ${name} specified`);
  return number;
}

/** A string; a number counts as one, as it does with the vendor. */
export function text(parameters: Wire, name: string): string {
  const value = parameters[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A boolean, also in the spellings of a form. */
export const flag = (parameters: Wire, name: string): boolean =>
  [true, 'true', 'True', 1, '1'].includes(parameters[name] as string);

function structure(parameters: Wire, name: string): unknown {
  const value = parameters[name];
  return typeof value === 'string' && value !== '' ? parseJson(value) : value;
}

/** An object, also as JSON in a string. */
export function object(parameters: Wire, name: string): Wire | undefined {
  const value = structure(parameters, name);
  return value === undefined || value === null || value === '' ? undefined : asObject(value);
}

/** A list, also as JSON in a string. */
export function list(parameters: Wire, name: string): unknown[] | undefined {
  const value = structure(parameters, name);
  if (value === undefined || value === null || value === '') return undefined;
  if (!Array.isArray(value)) throw badRequest(`expected an Array in ${name}`);
  return value;
}
