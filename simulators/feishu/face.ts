import { configOf } from './card-json.ts';
import { elementsOf } from './elements.ts';
import { mentionsIn } from './markdown.ts';
import type { Button, MessageState, Wire } from './words.ts';

/** What the list of chats says about a card that is streaming and has no summary of its own. */
const generating = '[生成中...]';

/** What people see of a text at `at`. */
export const textFace = (
  text: string,
  at: number,
  mentions: readonly string[] = mentionsIn(text),
): MessageState => ({
  at,
  text,
  elements: {},
  buttons: [],
  streaming: false,
  summary: '',
  mentions,
});

/** What people see of a card at `at`. */
export function cardFace(card: Wire, at: number, streaming: boolean): MessageState {
  const texts = elementsOf(card)
    .map(element => [element['element_id'], wordsOf(element)] as const)
    .filter(([, words]) => words !== undefined)
    .map(([id, words], place) => [String(id ?? `#${place}`), words ?? ''] as const);
  const title = textOf((card['header'] as Wire | undefined)?.['title']);
  const text = [title, ...texts.map(([, words]) => words)].filter(Boolean).join('\n\n');
  const summary = (configOf(card)['summary'] as Wire | undefined)?.['content'];
  return {
    ...textFace(text, at),
    elements: Object.fromEntries(texts),
    buttons: elementsOf(card)
      .filter(({ tag }) => tag === 'button')
      .map(buttonOf),
    streaming,
    summary: String(summary ?? (streaming ? generating : '')),
  };
}

const textOf = (value: unknown): string | undefined =>
  (value as Wire | undefined)?.['content'] as string | undefined;

function wordsOf(element: Wire): string | undefined {
  if (element['tag'] === 'markdown') return String(element['content'] ?? '');
  if (element['tag'] === 'collapsible_panel')
    return textOf((element['header'] as Wire | undefined)?.['title']);
  return element['tag'] === 'div' ? textOf(element['text']) : undefined;
}

function buttonOf(element: Wire): Button {
  const behaviors = (element['behaviors'] as Wire[] | undefined) ?? [];
  const callback = behaviors.find(({ type }) => type === 'callback');
  return {
    id: element['element_id'] as string | undefined,
    text: textOf(element['text']) ?? '',
    value: callback ? callback['value'] : element['value'],
  };
}
