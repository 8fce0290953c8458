import type { Moment } from '../../simulators/watch.ts';
import type { PlatformName, Write } from '../judge/evidence.ts';
import { connectionOf } from './connection.ts';
import { answeredIn, askedIn } from './marks.ts';
import { now } from './now.ts';

/** A call about a question, by a process. */
export interface NotedCall {
  readonly question: number;
  readonly side: 'model' | 'platform';
  readonly by: string;
  readonly at: number;
  landedAt: number | undefined;
  /** It took effect, and its answer was lost. */
  isUnanswered: boolean;
  /** Of a platform's call; undefined: it writes no message. */
  readonly kind: Write['kind'] | undefined;
}

/** What was seen of the bot's calls: which is about which question, and who made it. */
export class Notes {
  readonly calls: NotedCall[] = [];
  /** By the connection: the call that is under way there. */
  readonly #underWay = new Map<string, NotedCall>();
  /** Questions by what names their reply later: a message's id, a card's. */
  readonly #known = new Map<string, number>();

  /** A person's message, or something else whose id tells the question from now on. */
  learn(id: string, question: number): void {
    this.#known.set(id, question);
  }

  /** Notes a call that came. @returns undefined when it is about no question */
  arrived(
    moment: Moment,
    from: 'model' | PlatformName,
    by: string,
    kind?: Write['kind'],
  ): NotedCall | undefined {
    // A call that was refused before it never lands.
    this.#underWay.delete(connectionOf(moment));
    const question = from === 'model' ? askedIn(moment.about)?.number : this.#questionOf(moment.about);
    if (question === undefined) return undefined;
    if (from !== 'model') for (const id of idsIn(moment.about)) this.#known.set(id, question);
    const side = from === 'model' ? 'model' : 'platform';
    const call: NotedCall = { question, side, by, at: now(), landedAt: undefined, isUnanswered: false, kind };
    this.calls.push(call);
    this.#underWay.set(connectionOf(moment), call);
    return call;
  }

  /** Notes that a call took effect. */
  landed(moment: Moment): NotedCall | undefined {
    const call = this.#underWay.get(connectionOf(moment));
    this.#underWay.delete(connectionOf(moment));
    if (call) call.landedAt = now();
    return call;
  }

  #questionOf(about: string): number | undefined {
    const answered = answeredIn(about);
    if (answered !== undefined) return answered;
    for (const id of idsIn(about)) {
      const question = this.#known.get(id);
      if (question !== undefined) return question;
    }
    return undefined;
  }
}

/** What names a reply in a call, on each of the platforms: the question that it replies to, the card that it is. */
const names = [
  /\/messages\/(om_\w+)\/reply/g,
  /"card_id\\*":\\*"(\w+)/g,
  /\/cards\/(\w+)/g,
  /"outTrackId":"([^"]+)/g,
];

function idsIn(about: string): string[] {
  const found = names.flatMap(name => [...about.matchAll(name)].map(([, id = '']) => id));
  const telegram = telegramReply(about);
  return telegram === undefined ? found : [...found, telegram];
}

/** `chat/message` of the question that a Telegram message replies to. */
function telegramReply(about: string): string | undefined {
  const [, message] = /"reply_parameters":\{[^}]*"message_id":(\d+)/.exec(about) ?? [];
  const [, chat] = /"chat_id":"?(-?\d+)/.exec(about) ?? [];
  return message === undefined || chat === undefined ? undefined : `${chat}/${message}`;
}
