import type { Wire } from './words.ts';

/** Where an element keeps those inside it. */
const nests = ['elements', 'columns', 'actions'] as const;

const listOf = (value: unknown): Wire[] => (Array.isArray(value) ? value : []);

/** The top elements of a card, of either schema. */
export const topElements = (card: Wire): Wire[] =>
  listOf((card['body'] as Wire | undefined)?.['elements'] ?? card['elements']);

/** These elements and those inside them, in the order of reading. */
const flatten = (elements: readonly Wire[]): Wire[] =>
  elements.flatMap(element => [element, ...nests.flatMap(nest => flatten(listOf(element[nest])))]);

/** All elements of a card. */
export const elementsOf = (card: Wire): Wire[] => flatten(topElements(card));

/** The element of this id, wherever it stands. */
export const findElement = (card: Wire, id: unknown): Wire | undefined =>
  elementsOf(card).find(element => element['element_id'] === id);

/** The card with what `change` makes of the element of this id: none, one or several. */
export function replaceElement(card: Wire, id: unknown, change: (element: Wire) => Wire[]): Wire {
  const within = (elements: Wire[]): Wire[] =>
    elements.flatMap(element => (element['element_id'] === id ? change(element) : [nested(element)]));
  const nested = (element: Wire): Wire => ({
    ...element,
    ...Object.fromEntries(
      nests.filter(nest => Array.isArray(element[nest])).map(nest => [nest, within(listOf(element[nest]))]),
    ),
  });
  return withTop(card, within(topElements(card)));
}

/** The card with other top elements. */
export const withTop = (card: Wire, elements: Wire[]): Wire => ({
  ...card,
  body: { ...(card['body'] as Wire | undefined), elements },
});
