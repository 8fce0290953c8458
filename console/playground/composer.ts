import { el } from '../dom.ts';
import type { PlaygroundChat, PlaygroundMessage } from '../shapes.ts';
import type { Language } from '../words/index.ts';

/** What is about to be said. */
export interface Draft {
  /** Id of the chat in which it is said. */
  readonly chat: string;
  /** Id of the person who says it. */
  readonly as: string;
  readonly text: string;
  readonly mention: boolean;
  /** What it answers, or what it replaces. */
  readonly about?: { readonly kind: 'reply' | 'edit'; readonly message: PlaygroundMessage };
}

/** Where one writes. */
export interface Composer {
  readonly element: HTMLElement;
  /** Id of the person who speaks. */
  readonly speaker: string;
  /** A chat that is looked at, or has changed. What was being written in another one waits there. */
  enter(chat: PlaygroundChat): void;
  about(kind: 'reply' | 'edit', message: PlaygroundMessage): void;
  focus(): void;
}

/**
 * Enter sends, Shift+Enter begins a line; an Enter that ends the choice of a Chinese word does neither. What is sent while
 * something else is on its way follows it.
 * @param send resolves to whether it was accepted, and never rejects; what was not stays to be sent again
 * @param spokenBy told when somebody else is to speak
 */
export function openComposer(
  { words }: Language,
  send: (draft: Draft) => Promise<boolean>,
  spokenBy: () => void,
): Composer {
  const { playground } = words;
  const speakers = el('select', { id: 'speaker', onchange: spokenBy });
  const mention = el('input', { id: 'mention', type: 'checkbox', checked: true });
  const mentionLabel = el('label', { class: 'switch', for: 'mention' }, mention, playground.mention);
  const text = el('textarea', {
    id: 'text',
    rows: 2,
    maxlength: 8000,
    'aria-label': playground.text,
    placeholder: playground.placeholder,
  });
  const cancel = el(
    'button',
    { type: 'button', class: 'quiet', onclick: () => nothingAbout() },
    words.cancel,
  );
  const aboutText = el('span', {});
  const aboutBar = el('p', { class: 'about', hidden: true }, aboutText, cancel);
  const submit = el('button', { type: 'submit', class: 'primary' }, playground.send);
  const element = el(
    'form',
    { class: 'composer', 'aria-label': playground.composer },
    aboutBar,
    el('div', { class: 'row' }, text, submit),
    el('div', { class: 'row' }, el('label', { for: 'speaker' }, playground.speakAs), speakers, mentionLabel),
  );

  const drafts = new Map<string, string>();
  let chat: PlaygroundChat | undefined;
  let about: Draft['about'];
  /** The last one on its way, which a second Enter does not send again. */
  let sending: Draft | undefined;
  let sent: Promise<unknown> = Promise.resolve();

  element.addEventListener('submit', event => {
    event.preventDefault();
    void submitDraft();
  });
  text.addEventListener('keydown', event => {
    if (event.key === 'Escape' && about) {
      event.stopPropagation();
      nothingAbout();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submitDraft();
  });

  return {
    element,
    get speaker() {
      return speakers.value;
    },
    enter(entered) {
      if (chat && chat.id !== entered.id) {
        drafts.set(chat.id, text.value);
        nothingAbout();
        text.value = drafts.get(entered.id) ?? '';
      }
      const speaker = speakers.value;
      chat = entered;
      speakers.replaceChildren(
        ...entered.people.map(({ id, name, role }) =>
          el('option', { value: id }, `${name} · ${playground.roles[role]}`),
        ),
      );
      if (entered.people.some(({ id }) => id === speaker)) speakers.value = speaker;
      mentionLabel.hidden = entered.kind !== 'group';
    },
    about(kind, message) {
      about = { kind, message };
      aboutText.textContent = `${kind === 'reply' ? playground.replyingTo : playground.editing} ${message.text.slice(0, 60)}`;
      aboutBar.hidden = false;
      if (kind === 'edit') text.value = message.text;
      text.focus();
    },
    focus: () => text.focus(),
  };

  function nothingAbout(): void {
    if (about?.kind === 'edit') text.value = '';
    about = undefined;
    aboutBar.hidden = true;
  }

  async function submitDraft(): Promise<void> {
    const said = text.value;
    if (!chat || said.trim() === '' || (sending?.text === said && sending.chat === chat.id)) return;
    const draft: Draft = {
      chat: chat.id,
      as: speakers.value,
      text: said,
      mention: chat.kind === 'group' && mention.checked,
      ...(about ? { about } : {}),
    };
    sending = draft;
    const accepting = sent.then(() => send(draft));
    sent = accepting;
    const accepted = await accepting;
    if (sending === draft) sending = undefined;
    if (!accepted) return;
    if (chat.id !== draft.chat) {
      if (drafts.get(draft.chat) === said) drafts.delete(draft.chat);
      return;
    }
    if (text.value === said) text.value = '';
    if (about !== draft.about) return;
    about = undefined;
    aboutBar.hidden = true;
  }
}
