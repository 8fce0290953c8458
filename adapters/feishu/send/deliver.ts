import type { ReplyTarget } from '../../../src/platform.ts';
import { canMend } from '../api/failures.ts';
import { questionOf } from '../parse.ts';
import { sentMessage } from '../wire.ts';
import type { Insist } from './patience.ts';

/** A message as it is sent. `uuid` makes that harmless to repeat. */
export interface Sent {
  readonly msg_type: 'interactive' | 'post' | 'file';
  readonly content: string;
  readonly uuid: string;
}

/** Sends a message. Throws `PlatformFailure`. @param answers whether it is what answers the question @returns its id */
export type Deliver = (message: Sent, answers: boolean, insist: Insist) => Promise<string>;

/** Sends messages where they belong: as answers to the question, and once that is gone into its chat all the same. */
export function openDelivery(target: ReplyTarget): Deliver {
  const place = { kind: 'chat', id: target.chat.id } as const;
  let question = questionOf(target.questionId);

  const intoChat = ({ uuid, ...message }: Sent, insist: Insist) =>
    insist({
      endpoint: 'send',
      id: idKind(place.id),
      place,
      body: async () => ({ ...message, receive_id: place.id, uuid }),
    });

  const asReply = (id: string, message: Sent, insist: Insist) =>
    insist({
      endpoint: 'reply',
      id,
      place,
      body: async () => ({ ...message, ...(target.topic !== undefined && { reply_in_thread: true }) }),
    });

  async function send(message: Sent, answers: boolean, insist: Insist): Promise<unknown> {
    // In a topic only an answer to one of its messages stays there.
    if (question === undefined || (!answers && target.topic === undefined)) return intoChat(message, insist);
    try {
      return await asReply(question, message, insist);
    } catch (error) {
      if (!canMend(error, 'question')) throw error;
      question = undefined;
      return intoChat(message, insist);
    }
  }

  return async (message, answers, insist) =>
    sentMessage.parse(await send(message, answers, insist)).data.message_id;
}

/** An alert goes to a person, everything else to a chat. */
const idKind = (id: string) =>
  id.startsWith('ou_') ? 'open_id' : id.startsWith('on_') ? 'union_id' : 'chat_id';
