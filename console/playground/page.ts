import { get } from '../api.ts';
import { el } from '../dom.ts';
import { keep, kept } from '../kept.ts';
import type { OpenPage } from '../page.ts';
import type { Chats, Messages, PlaygroundChat, PlaygroundMessage, Touch } from '../shapes.ts';
import { type CatchUp, catchUp } from './catch-up.ts';
import { openChatList } from './chat-list.ts';
import { openChatMenu } from './chat-menu.ts';
import { type Draft, openComposer } from './composer.ts';
import { openDeeds } from './deeds.ts';
import { openDrawer } from './drawer.ts';
import { faultBar } from './faults.ts';
import { openHerald } from './herald.ts';
import { type Room, withMessage, withoutMessage } from './room.ts';
import { openThread } from './thread.ts';

/** Make-believe people write to the bot, and see what people on a platform see. */
export const playgroundPage: OpenPage = (surroundings, life) => {
  const { language, stream, attempt } = surroundings;
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
  const deeds = openDeeds(surroundings);
  const herald = openHerald(words);
  const title = el('h1', {});
  const thread = openThread(language, {
    press: (message, button) => void deeds.press(touchOf(message), button),
    reply: message => composer.about('reply', message),
    edit: message => composer.about('edit', message),
    takeBack: message => void deeds.takeBack(touchOf(message)),
  });
  const composer = openComposer(language, send, () => thread.show(room, composer.speaker));
  const menu = openChatMenu(surroundings);
  const faults = faultBar(surroundings);

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
      herald.element,
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
    if (!isOther) herald.tell(room, now);
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
    herald.tell(room, [message]);
    show(withMessage(room, message));
  }

  async function send(draft: Draft): Promise<boolean> {
    if (!(await deeds.send(draft))) return false;
    thread.element.scrollTop = thread.element.scrollHeight;
    return true;
  }

  function touchOf({ chat, id }: PlaygroundMessage): Touch {
    return { chat, as: composer.speaker, message: id };
  }

  async function openNew(): Promise<void> {
    drawer.close();
    const made = await deeds.openChat();
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
