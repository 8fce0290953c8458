import { get } from '../api.ts';
import { el } from '../dom.ts';
import type { OpenPage } from '../page.ts';
import { panel } from '../panel.ts';
import { safeHtml } from '../safe-html.ts';
import type { ConversationHead, ConversationPage, Rounds } from '../shapes.ts';
import { tableOf } from '../table.ts';

/** What is remembered: which conversations there are, and, of one, what was asked and answered. */
export const conversationsPage: OpenPage = ({ language: { words, format }, attempt }, life) => {
  const { conversations } = words;
  const search = el('input', { type: 'search', id: 'search', maxlength: 200 });
  const form = el(
    'form',
    { class: 'row', role: 'search' },
    el('label', { for: 'search' }, conversations.search),
    search,
    el('button', { type: 'submit', class: 'primary' }, conversations.find),
  );
  const list = el('div', {});
  const more = el(
    'button',
    { type: 'button', hidden: true, onclick: () => read(searched, next) },
    words.more,
  );
  const content = el('div', { class: 'rounds', 'aria-live': 'polite' });
  let found: readonly ConversationHead[] = [];
  let next: string | undefined;
  // An answer may come after that to a later question: the last question counts.
  let searched = '';
  let looking = 0;
  let opened = '';

  form.addEventListener('submit', event => {
    event.preventDefault();
    void read(search.value, undefined);
  });
  void read('', undefined);
  return el(
    'div',
    { class: 'sheet' },
    el('h1', {}, words.pages.conversations),
    panel(conversations.all, form, list, more),
    content,
  );

  async function read(wanted: string, cursor: string | undefined): Promise<void> {
    searched = wanted;
    looking += 1;
    const look = looking;
    const asked = new URLSearchParams({ search: wanted, ...(cursor !== undefined && { cursor }) });
    const page = await attempt(() => get<ConversationPage>(`api/conversations?${asked}`));
    if (!page || life.aborted || look !== looking) return;
    found = cursor === undefined ? page.conversations : [...found, ...page.conversations];
    next = page.cursor;
    more.hidden = next === undefined;
    list.replaceChildren(
      tableOf(
        conversations.all,
        [conversations.place, conversations.people, conversations.rounds, conversations.last],
        found.map(head => [
          el('button', { type: 'button', class: 'link', onclick: () => show(head) }, head.title ?? head.id),
          head.people.join(', '),
          format.count(head.rounds),
          format.moment(head.at),
        ]),
        conversations.none,
      ),
    );
  }

  async function show({ id, title }: ConversationHead): Promise<void> {
    opened = id;
    const read = await attempt(() => get<Rounds>(`api/conversations/${encodeURIComponent(id)}`));
    if (!read || life.aborted || opened !== id) return;
    const heading = el('h2', { tabindex: -1 }, title ?? id);
    content.replaceChildren(
      heading,
      ...read.rounds.map(({ senderName, at, question, html }) =>
        el(
          'article',
          { class: 'round' },
          el(
            'p',
            { class: 'message-head' },
            el('strong', {}, senderName ?? conversations.person),
            el('time', {}, format.moment(at)),
          ),
          el('p', { class: 'asked' }, question),
          el('div', { class: 'message-body' }, ...safeHtml(html)),
        ),
      ),
    );
    heading.focus();
  }
};
