import { configOf } from '../card-json.ts';
import { findElement, replaceElement, topElements, withTop } from '../elements.ts';
import { badParameter, Refusal } from '../refusal.ts';
import type { Wire } from '../words.ts';

/** What stands as JSON in a string. @throws Refusal */
export function jsonIn(source: unknown, name: string): unknown {
  try {
    const value = JSON.parse(String(source));
    if (typeof source === 'string' && typeof value === 'object' && value !== null) return value;
  } catch {}
  throw badParameter(`${name} is not JSON in a string`);
}

/** The card with these settings; parts of its config that they do not name stay. */
export const withSettings = (card: Wire, settings: Wire): Wire => ({
  ...card,
  ...settings,
  config: { ...configOf(card), ...configOf(settings) },
});

/** The card after one action of `batch_update`. open.feishu.cn/document: cardkit-v1/card/batch_update */
export function act(card: Wire, { action, params }: Wire): Wire {
  const run = actions[String(action)];
  if (!run) throw badParameter(`unknown action ${action}`);
  return run(card, (params as Wire | undefined) ?? {});
}

const actions: Record<string, (card: Wire, params: Wire) => Wire> = {
  delete_elements: (card, { element_ids }) =>
    listOf(element_ids).reduce<Wire>((rest, id) => replaceElement(present(rest, id), id, () => []), card),
  update_element: (card, { element_id, element }) =>
    replaceElement(present(card, element_id), element_id, () => [element as Wire]),
  partial_update_element: (card, { element_id, partial_element }) =>
    replaceElement(present(card, element_id), element_id, element => [
      { ...element, ...(partial_element as Wire) },
    ]),
  add_elements(card, { type = 'append', target_element_id, elements }) {
    const added = listOf(elements) as Wire[];
    if (type === 'append' && target_element_id === undefined)
      return withTop(card, [...topElements(card), ...added]);
    return replaceElement(present(card, target_element_id), target_element_id, element =>
      beside(element, added, type),
    );
  },
  partial_update_setting: (card, { settings }) => withSettings(card, settings as Wire),
};

function beside(element: Wire, added: Wire[], type: unknown): Wire[] {
  if (type === 'insert_before') return [...added, element];
  if (type === 'insert_after') return [element, ...added];
  if (type === 'append') return [{ ...element, elements: [...listOf(element['elements']), ...added] }];
  throw badParameter(`unknown type ${type}`);
}

function present(card: Wire, id: unknown): Wire {
  if (!findElement(card, id)) throw new Refusal(300313, `element ${id} is not there`);
  return card;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw badParameter('a list is missing');
}
