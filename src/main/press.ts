import type { AcceptParts } from '../arrival/accept.ts';
import type { Admission } from '../arrival/admission.ts';
import { notTakenWords } from '../arrival/not-taken.ts';
import type { StopOrder } from '../conversation/stop.ts';
import { digestOf } from '../digest.ts';
import {
  type ButtonPress,
  chatKey,
  conversationOf,
  type IncomingMessage,
  messageKey,
  personKey,
} from '../message.ts';
import { readLastTurn } from '../turn/last-turn.ts';
import type { Wording } from '../wording/index.ts';
import { workingIn } from './at-work.ts';
import type { House } from './house.ts';
import { notingRefusals } from './note-refusal.ts';
import { refusalWords } from './refusal-words.ts';

/** What the buttons of the reply to this message carry: 22 characters. */
export function buttonTokenOf(messageKey: string): string {
  return digestOf(messageKey);
}

/** Does what a button asks for. @returns what the person reads */
export function pressing(
  house: House,
  { enqueue, ring, sendErrand }: Pick<AcceptParts, 'enqueue' | 'ring' | 'sendErrand'>,
) {
  const { store, settings, access, admit, platforms, stop, wordingOf, clock } = house;
  const { hasty: redis, keys } = store;
  const lastTurn = readLastTurn(redis, keys);
  const noteRefusal = notingRefusals(house);

  return (press: ButtonPress): Promise<string> =>
    ({ stop: stopAnswer, retry: answerAnew, new: beginAnew })[press.action](press);

  async function stopAnswer(press: ButtonPress): Promise<string> {
    const { platform, chat, sender, token } = press;
    const wording = await wordingOf(`${platform}:${chat.id}`);
    const { stop: words } = wording.commands;
    // Who is only not let in any more may still end what they began.
    const admission = await admit(commandOf(press), clock.now());
    if (admission.kind === 'banned') return refuse(press, admission, wording);
    const running = await runningTurn(`${platform}:${chat.id}`, token);
    if (!running) return words.nothing;
    const { conversation, messageKey: message } = running;
    const order = (isAdmin: boolean) =>
      stop(conversation, { by: sender.id, isAdmin, before: Number.POSITIVE_INFINITY, message });

    const verdict = await order(access.admins.has(personKey(platform, sender.id)));
    if (verdict !== 'not-yours') return words[verdict];
    const isChatAdmin = (await platforms.get(platform)?.isChatAdmin(chat, sender.id)) ?? false;
    if (isChatAdmin) return words[await order(true)];
    await noteRefusal(commandOf(press), 'stop');
    return words['not-yours'];
  }

  /** Looked for among the chat's conversations that have work: presses are rare, and turns need keep nothing for them. */
  async function runningTurn(chat: string, token: string): Promise<StopOrder | undefined> {
    const conversations = await workingIn(redis, keys, chat);
    const turns = await Promise.all(
      conversations.map(async conversation => ({
        conversation,
        messageKey: (await redis.hget(keys.reply(conversation), 'message')) ?? '',
      })),
    );
    return turns.find(turn => buttonTokenOf(turn.messageKey) === token);
  }

  async function answerAnew(press: ButtonPress): Promise<string> {
    const message = commandOf(press);
    const wording = await wordingOf(chatKey(message));
    // In a group everybody sees the button.
    const admission = await admit(message, clock.now());
    if (admission.kind !== 'welcome') return refuse(press, admission, wording);
    const conversation = conversationOf(message, settings.GROUP_MEMORY);
    const last = await lastTurn(conversation);
    if (last?.target.buttons?.token !== press.token) return wording.onlyLatest;
    const verdict = await enqueue(conversation, message, true);
    if (verdict === 'unwelcome') return answerAnew(press);
    if (verdict !== 'accepted') {
      const { CHAT_QUEUE_LIMIT: queueLimit, TIME_ZONE: timeZone } = settings;
      return notTakenWords(verdict, wording, { queueLimit, timeZone });
    }
    await ring(conversation);
    return wording.onIt;
  }

  async function beginAnew(press: ButtonPress): Promise<string> {
    const message = commandOf(press);
    const wording = await wordingOf(chatKey(message));
    const admission = await admit(message, clock.now());
    if (admission.kind !== 'welcome') return refuse(press, admission, wording);
    const errand = { kind: 'command', message, name: 'new', args: '' } as const;
    await sendErrand(`command:${messageKey(message)}`, errand);
    return wording.onIt;
  }

  async function refuse(
    press: ButtonPress,
    admission: Exclude<Admission, { kind: 'welcome' }>,
    wording: Wording,
  ): Promise<string> {
    await noteRefusal(commandOf(press), press.action);
    return refusalWords(admission, wording, settings.TIME_ZONE);
  }

  /** The command that somebody could have typed instead. */
  function commandOf({ platform, id, chat, topic, sender, action }: ButtonPress): IncomingMessage {
    return {
      platform,
      id: `press-${id}`,
      chat,
      ...(topic === undefined ? {} : { topic }),
      sender,
      text: `/${action}`,
      sentAt: clock.now(),
    };
  }
}
