import { become, el } from '../dom.ts';
import { safeHtml } from '../safe-html.ts';
import type { PlaygroundButton, PlaygroundMessage } from '../shapes.ts';
import type { Language } from '../words/index.ts';

/** What people do with a message. */
export interface Handlers {
  press(message: PlaygroundMessage, button: PlaygroundButton): void;
  reply(message: PlaygroundMessage): void;
  edit(message: PlaygroundMessage): void;
  takeBack(message: PlaygroundMessage): void;
}

/** A message on the screen. */
export interface MessageView {
  readonly element: HTMLElement;
  /** @param quoted what it answers. @param mine whether who speaks now wrote it */
  show(message: PlaygroundMessage, quoted: PlaygroundMessage | undefined, mine: boolean): void;
}

/** How much of what is answered is shown above the answer, characters. */
const quotedLength = 80;

/** Makes a message that grows in place: only the part that has changed is touched. */
export function openMessageView({ words, format }: Language, handlers: Handlers): MessageView {
  const { playground } = words;
  const head = el('header', { class: 'message-head' });
  const quote = el('blockquote', { class: 'quote' });
  const body = el('div', { class: 'message-body' });
  const foot = el('footer', { class: 'message-foot' });
  const element = el('article', { class: 'message' }, head, quote, body, foot);

  return {
    element,
    show(message, quoted, mine) {
      const { from, state = 'said' } = message;
      const byBot = from === 'bot';
      const name = byBot ? words.bot : from.name;
      element.dataset['id'] = message.id;
      element.dataset['state'] = state;
      element.className = `message ${byBot ? 'by-bot' : 'by-person'}${mine ? ' mine' : ''}`;
      element.setAttribute('aria-label', playground.messageOf(name));
      become(head, [
        el('strong', {}, name),
        el('time', { datetime: new Date(message.at).toISOString() }, format.time(message.at)),
        ...(message.editedAt !== undefined && !byBot ? [el('span', {}, playground.edited)] : []),
        ...(state === 'growing' ? [el('span', { class: 'writing' }, playground.writing)] : []),
        ...(state === 'failed' ? [el('span', { class: 'failed' }, playground.failed)] : []),
      ]);
      quote.hidden = quoted === undefined;
      quote.textContent = quoted ? quotedWords(quoted.text) : '';
      become(body, safeHtml(message.html));
      showFoot(message, mine);
    },
  };

  function showFoot(message: PlaygroundMessage, mine: boolean): void {
    const offered = JSON.stringify([message.buttons, message.file, mine]);
    // Buttons that are the same stay: one of them may have the focus.
    if (foot.dataset['offered'] === offered) return;
    foot.dataset['offered'] = offered;
    const ways = (message.buttons ?? []).map(button =>
      el(
        'button',
        {
          type: 'button',
          'data-action': button.action,
          onclick: () => handlers.press(message, button),
        },
        button.label,
      ),
    );
    const own = [
      quiet(playground.reply, () => handlers.reply(message)),
      ...(mine ? [quiet(playground.edit, () => handlers.edit(message))] : []),
      ...(mine ? [quiet(playground.takeBack, () => handlers.takeBack(message))] : []),
    ];
    const file = message.file && [
      el(
        'a',
        {
          class: 'file',
          href: `/console/api/files/${encodeURIComponent(message.id)}`,
          download: message.file.name,
        },
        `⤓ ${message.file.name}`,
      ),
    ];
    foot.replaceChildren(...(file ?? []), ...ways, ...own);
  }
}

function quiet(label: string, onclick: () => void): HTMLElement {
  return el('button', { type: 'button', class: 'quiet', onclick }, label);
}

function quotedWords(text: string): string {
  const signs = [...text.replaceAll(/\s+/g, ' ')];
  return signs.length > quotedLength ? `${signs.slice(0, quotedLength).join('')}…` : signs.join('');
}
