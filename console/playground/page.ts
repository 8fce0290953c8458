import { get, post } from '../api.ts';
import { ask } from '../dialog.ts';
import { el } from '../dom.ts';
import { keep, kept } from '../kept.ts';
import type { OpenPage } from '../page.ts';
import type { Chats, Messages, PlaygroundChat, PlaygroundMessage } from '../shapes.ts';
import { type CatchUp, catchUp } from './catch-up.ts';
import { openChatList } from './chat-list.ts';
import { openChatMenu } from './chat-menu.ts';
import { type Draft, openComposer } from './composer.ts';
import { openDrawer } from './drawer.ts';
import { faultBar } from './faults.ts';
import { askForChat } from './new-chat.ts';
import { newsIn, type Room, withMessage, withoutMessage } from './room.ts';
import { newId, openSayings } from './sayings.ts';
import { openThread } from './thread.ts';

/** Make-believe people write to the bot, and see what people on a platform see. */
export const playgroundPage: OpenPage = (surroundings, life) => {
  const { language, stream, say, attempt } = surroundings;
  const { words } = language;
  const { playground } = words;
  let chats: readonly PlaygroundChat[] = [];
  let current: PlaygroundChat | undefined;
  let room: Room = [];
  /** While the current chat is read. */
  let meanwhile: CatchUp | undefined;

  const list = openChatList(
    words,
    id => {
      drawer.close();
      void enter(id);
    },
    () => void openNew(),
  );
  const drawer = openDrawer(words, list.element);
  const heard = el('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  const title = el('h1', {});
  const thread = openThread(language, {
    press: (message, { action, token }) => void press(message, action, token),
    reply: message => composer.about('reply', message),
    edit: message => composer.about('edit', message),
    takeBack: message => void takeBack(message),
  });
  const composer = openComposer(language, send, () => thread.show(room, composer.speaker));
  const sayings = openSayings(newId);
  const menu = openChatMenu(surroundings);
  const faults = faultBar(words, attempt, say);

  stream.on('message', changed, life);
  stream.on(
    'message-gone',
    ({ message }) => {
      meanwhile?.gone(message);
      show(withoutMessage(room, message));
    },
    life,
  );
  stream.on('chat', chat => showChats(withChat(chats, chat)), life);
  stream.on('chat-gone', ({ chat }) => showChats(chats.filter(({ id }) => id !== chat)), life);
  stream.on('missed', () => void start(), life);
  void start();

  return el(
    'div',
    { class: 'playground' },
    drawer.veil,
    list.element,
    el(
      'section',
      { class: 'talk', 'aria-label': playground.talk },
      el('header', { class: 'talk-head' }, drawer.button, title, menu.element),
      faults,
      thread.element,
      heard,
      composer.element,
    ),
  );

  async function start(): Promise<void> {
    const read = await attempt(() => get<Chats>('api/chats'));
    if (!read || life.aborted) return;
    chats = read.chats;
    const wanted = current?.id ?? kept('chat');
    await enter((chats.find(({ id }) => id === wanted) ?? chats[0])?.id);
  }

  async function enter(id: string | undefined): Promise<void> {
    const chat = chats.find(each => each.id === id);
    if (!chat) return showChats(chats);
    const isOther = chat.id !== current?.id;
    if (isOther) {
      thread.clear();
      room = [];
    }
    current = chat;
    keep('chat', chat.id);
    title.textContent = chat.title;
    composer.enter(chat);
    menu.show(chat);
    showChats(chats);
    const since = catchUp();
    meanwhile = since;
    const read = await attempt(() => get<Messages>(`api/chats/${encodeURIComponent(chat.id)}`));
    // Another chat may have been chosen meanwhile.
    if (!read || life.aborted || current?.id !== chat.id) return;
    const now = since.onto(read.messages);
    if (!isOther) tellNews(now);
    show(now);
    if (isOther) thread.element.scrollTop = thread.element.scrollHeight;
  }

  function showChats(now: readonly PlaygroundChat[]): void {
    chats = now;
    list.show(chats, current?.id);
    const chat = chats.find(({ id }) => id === current?.id);
    if (chat && chat !== current) {
      current = chat;
      composer.enter(chat);
      menu.show(chat);
    }
    // It is gone: another one is looked at.
    if (!chat && current) void enter(chats[0]?.id);
  }

  function show(now: Room): void {
    room = now;
    thread.show(room, composer.speaker);
  }

  function changed(message: PlaygroundMessage): void {
    if (message.chat !== current?.id) return;
    meanwhile?.heard(message);
    tellNews([message]);
    show(withMessage(room, message));
  }

  /** Of what is different from what is shown. */
  function tellNews(messages: Room): void {
    const shown = new Map(room.map(message => [message.id, message]));
    for (const message of messages) {
      const news = newsIn(shown.get(message.id), message);
      if (news === 'begins') heard.textContent = playground.begins;
      if (news === 'ends') heard.textContent = `${words.bot}: ${message.text}`;
    }
  }

  async function send({ as, text, mention, about }: Draft): Promise<boolean> {
    if (!current) return false;
    const chat = current.id;
    const saying = { chat, as, text, mention, ...(about && { replyTo: about.message.id }) };
    const sent = await attempt(() =>
      about?.kind === 'edit'
        ? post('api/edit', { chat, as, message: about.message.id, text })
        : post('api/say', { ...saying, id: sayings.idOf(saying) }),
    );
    if (!sent) return false;
    sayings.accepted();
    thread.element.scrollTop = thread.element.scrollHeight;
    return true;
  }

  async function press(message: PlaygroundMessage, action: string, token: string): Promise<void> {
    const touch = { chat: message.chat, as: composer.speaker, message: message.id };
    const answer = await attempt(() => post<{ text?: string }>('api/press', { ...touch, action, token }));
    if (answer?.text) say(answer.text);
  }

  async function takeBack(message: PlaygroundMessage): Promise<void> {
    const touch = { chat: message.chat, as: composer.speaker, message: message.id };
    if (!(await ask(words, playground.takeBackSure, [], playground.takeBack, 'danger'))) return;
    await attempt(() => post('api/recall', touch));
  }

  async function openNew(): Promise<void> {
    drawer.close();
    const wanted = await askForChat(words);
    if (!wanted) return;
    const made = await attempt(() => post<PlaygroundChat>('api/chats', wanted));
    if (!made) return;
    chats = withChat(chats, made);
    await enter(made.id);
    composer.focus();
  }
};

function withChat(chats: readonly PlaygroundChat[], chat: PlaygroundChat): readonly PlaygroundChat[] {
  const isKnown = chats.some(({ id }) => id === chat.id);
  return isKnown ? chats.map(each => (each.id === chat.id ? chat : each)) : [...chats, chat];
}
