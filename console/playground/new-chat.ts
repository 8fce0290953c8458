import { ask } from '../dialog.ts';
import { el } from '../dom.ts';
import type { Words } from '../words/words.ts';
import { chatOf, type NewChat } from './chat-draft.ts';

/** Asks what chat is wanted. @returns undefined where none is, after all */
export async function askForChat(words: Words): Promise<NewChat | undefined> {
  const { playground } = words;
  const kind = el(
    'select',
    {},
    el('option', { value: 'direct' }, playground.direct),
    el('option', { value: 'group' }, playground.groupKind),
  );
  const title = el('input', { required: true, maxlength: 60 });
  const people = el('input', { required: true, maxlength: 200 });
  const confirmed = await ask(
    words,
    playground.newChat,
    [
      el('label', {}, playground.kind, kind),
      el('label', {}, playground.title, title),
      el('label', {}, playground.people, people, el('small', {}, playground.peopleHint)),
    ],
    playground.open,
  );
  return confirmed
    ? chatOf(kind.value === 'group' ? 'group' : 'direct', title.value, people.value)
    : undefined;
}
