import type { Params } from '../card.ts';
import { bad } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { Wire } from '../words.ts';
import { objectAt } from './fields.ts';

/**
 * The values of `cardData.cardParamMap`: strings, and together no larger than a card may be.
 * @throws Refusal whose codes we assume; the vendor names none
 */
export function paramsIn({ limits }: Simulation, body: Wire): Params {
  const params = objectAt(objectAt(body, 'cardData'), 'cardParamMap');
  const wrong = Object.entries(params).find(([, value]) => typeof value !== 'string');
  if (wrong) throw bad('param.cardParamMap', `${wrong[0]} is no string`);
  const bytes = Object.values(params).reduce<number>((sum, value) => sum + bytesOf(value), 0);
  if (bytes > limits.settings.cardBytes) throw bad('param.cardData', 'content is too large');
  return params as Params;
}

/** How many bytes of UTF-8 a text takes. */
export const bytesOf = (text: unknown): number => Buffer.byteLength(String(text));
