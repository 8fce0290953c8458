import type { ModelParameters } from '../../model.ts';
import type { ParameterName } from '../../wording/index.ts';
import { isClear } from '../arguments/clear-word.ts';

/** What `/params` is asked to do. */
export type ParameterOrder =
  | { readonly kind: 'show' }
  | { readonly kind: 'set'; readonly name: ParameterName; readonly value: number }
  /** No name: all. */
  | { readonly kind: 'clear'; readonly name?: ParameterName }
  | { readonly kind: 'out-of-range'; readonly name: ParameterName }
  | { readonly kind: 'not-understood' };

/** The vendor's ranges, and which two exclude each other (ERNIE-Bot-4, request body). */
const parameters = {
  temperature: { field: 'temperature', fits: value => value > 0 && value <= 1, excludes: 'top_p' },
  top_p: { field: 'topP', fits: value => value >= 0 && value <= 1, excludes: 'temperature' },
  penalty_score: { field: 'penaltyScore', fits: value => value >= 1 && value <= 2, excludes: undefined },
} as const satisfies Record<
  ParameterName,
  {
    field: keyof ModelParameters;
    fits: (value: number) => boolean;
    excludes: ParameterName | undefined;
  }
>;

/** Reads `temperature 0.7`, `top_p=0.5`, `temperature clear`, `clear` or nothing. */
export function parseParameterOrder(args: string): ParameterOrder {
  const [first = '', second, ...more] = args.split(/[\s=]+/);
  if (first === '') return { kind: 'show' };
  if (isClear(first) && second === undefined) return { kind: 'clear' };
  const name = first.toLowerCase();
  if (!isParameter(name) || second === undefined || more.length > 0) return { kind: 'not-understood' };
  if (isClear(second)) return { kind: 'clear', name };
  const value = /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(second) ? Number(second) : Number.NaN;
  return parameters[name].fits(value) ? { kind: 'set', name, value } : { kind: 'out-of-range', name };
}

/** The chat's parameters after an order, and which one had to give way to it. */
export function applyParameterOrder(
  order: Extract<ParameterOrder, { kind: 'set' | 'clear' }>,
  before: ModelParameters,
): { readonly after: ModelParameters; readonly instead?: ParameterName } {
  if (order.name === undefined) return { after: {} };
  const { field, excludes } = parameters[order.name];
  if (order.kind === 'clear') return { after: without(before, field) };
  if (excludes === undefined) return { after: { ...before, [field]: order.value } };
  const rival = parameters[excludes].field;
  const after = { ...without(before, rival), [field]: order.value };
  return before[rival] === undefined ? { after } : { after, instead: excludes };
}

function isParameter(name: string): name is ParameterName {
  return Object.hasOwn(parameters, name);
}

function without(all: ModelParameters, field: keyof ModelParameters): ModelParameters {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== field));
}
