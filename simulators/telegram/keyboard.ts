import { object } from './parameters.ts';
import { badRequest } from './refusal.ts';
import type { Button, Keyboard, Wire } from './words.ts';

/** The longest `callback_data`, in UTF-8 bytes. */
const dataLimit = 64;

/** The inline keyboard of a call; empty when it brings none. `strict`: an edit takes no other markup. @throws Refusal */
export function keyboardOf(parameters: Wire, { strict }: { strict: boolean }): Keyboard {
  const markup = object(parameters, 'reply_markup');
  if (!markup || Object.keys(markup).length === 0) return [];
  const rows = markup['inline_keyboard'];
  if (rows === undefined && !strict) return [];
  if (!Array.isArray(rows)) throw badRequest('inline keyboard expected');
  return rows.map(row => (row as Wire[]).map(button)).filter(row => row.length > 0);
}

function button(wire: Wire): Button {
  const { text, callback_data: data, url } = wire;
  if (typeof text !== 'string' || text === '')
    throw badRequest('can\'t parse inline keyboard button: field "text" must be of type String');
  if (typeof url === 'string') return { text, url };
  if (typeof data !== 'string')
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  const size = Buffer.byteLength(data);
  if (size < 1 || size > dataLimit) throw badRequest('BUTTON_DATA_INVALID');
  return { text, callback_data: data };
}
