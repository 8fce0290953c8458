import type { Bot } from '../parse/mentions.ts';
import { type AnswerPress, parse } from '../parse.ts';
import { update, updateId } from '../wire.ts';
import type { Delivery } from './accept-in-order.ts';

/** Their JSON → what it means; undefined when it is not an update at all. */
export type ReadUpdate = (json: unknown) => Delivery | undefined;

/** An update that is one, but of a shape that we do not know, means nothing: it must not stop those behind it. */
export function updateReader(bot: Bot, answer: AnswerPress): ReadUpdate {
  return json => {
    const known = update.safeParse(json);
    if (known.success) return { updateId: known.data.update_id, arrival: parse(known.data, bot, answer) };
    const unknown = updateId.safeParse(json);
    if (!unknown.success) return undefined;
    return {
      updateId: unknown.data.update_id,
      arrival: { kind: 'nothing', why: 'an update of unknown shape' },
    };
  };
}
