import { post } from '../api.ts';
import { ask } from '../dialog.ts';
import { el } from '../dom.ts';
import type { Surroundings } from '../page.ts';
import { safeHtml } from '../safe-html.ts';
import type { ActAnswer, WaitingConversation } from '../shapes.ts';
import type { ActCommand } from '../words/words.ts';

/** Commands, given from here: by the same rules as in a chat, and in the same audit log. */
export interface Acts {
  readonly element: HTMLElement;
  /** Ends an answer. */
  stop(conversation: WaitingConversation): void;
  /** Chats that can be chosen. */
  offer(chats: readonly string[]): void;
}

/** What cannot be undone, or strikes everybody, is asked about once more. */
const grave: readonly ActCommand[] = ['stop', 'new', 'ban', 'deny', 'pause'];

export function openActs({ language, attempt }: Surroundings): Acts {
  const { words, tag } = language;
  const { act } = words.dashboard;
  const command = el(
    'select',
    { id: 'act-command' },
    Object.entries(act.commands).map(([name, about]) => el('option', { value: name }, `/${name} · ${about}`)),
  );
  const args = el('input', { id: 'act-args', maxlength: 4000, autocomplete: 'off' });
  const chats = el('datalist', { id: 'act-chats' });
  const chat = el('input', {
    id: 'act-chat',
    list: 'act-chats',
    maxlength: 300,
    autocomplete: 'off',
    placeholder: act.chatHint,
  });
  const answer = el('div', { class: 'message-body act-answer', role: 'status', 'aria-label': act.answer });
  const form = el(
    'form',
    { class: 'act' },
    field('act-command', act.command, command),
    field('act-args', act.args, args),
    field('act-chat', act.chat, chat),
    chats,
    el('button', { type: 'submit', class: 'primary' }, act.run),
  );
  form.addEventListener('submit', event => {
    event.preventDefault();
    void run(command.value as ActCommand, args.value.trim(), chat.value.trim());
  });
  return {
    element: el('div', {}, form, answer),
    stop: ({ conversation }) => void run('stop', '', conversation),
    offer: known => chats.replaceChildren(...known.map(value => el('option', { value }))),
  };

  async function run(name: ActCommand, args: string, chat: string): Promise<void> {
    const typed = ['/', name, args === '' ? '' : ` ${args}`, chat === '' ? '' : ` (${chat})`].join('');
    if (grave.includes(name) && !(await ask(words, act.sure(typed), [], act.run, 'danger'))) return;
    const order = { command: name, args, locale: tag, ...(chat !== '' && { chat }) };
    const said = await attempt(() => post<ActAnswer>('api/act', order));
    if (said) answer.replaceChildren(...safeHtml(said.html));
  }
}

function field(id: string, label: string, control: HTMLElement): HTMLElement {
  return el('div', { class: 'field' }, el('label', { for: id }, label), control);
}
