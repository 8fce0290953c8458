import { z } from 'zod';
import type { World } from '../../src/adapter.ts';
import type { Chat } from '../../src/message.ts';

/** How long a card's buttons are understood after its answer began, seconds: a week, as long as a conversation lives. */
const keptS = 604_800;

const placeShape = z.object({
  chat: z.object({ id: z.string(), kind: z.enum(['direct', 'group']) }),
  token: z.string(),
});

/** Where a card of ours belongs: DingTalk's word of a pressed button names the card and not the chat. */
export interface CardPlace {
  readonly chat: Chat;
  /** See `Buttons`. */
  readonly token: string;
}

export type FindCard = (outTrackId: string) => Promise<CardPlace | undefined>;

export interface Cards {
  keep(outTrackId: string, place: CardPlace): Promise<void>;
  readonly find: FindCard;
}

export function openCards({ redis, keys }: Pick<World, 'redis' | 'keys'>): Cards {
  const key = (outTrackId: string) => keys.platform('dingtalk', `card:${outTrackId}`);
  return {
    async keep(outTrackId, { chat: { id, kind }, token }) {
      await redis.set(key(outTrackId), JSON.stringify({ chat: { id, kind }, token }), 'EX', keptS);
    },
    async find(outTrackId) {
      const text = await redis.get(key(outTrackId));
      return text === null ? undefined : placeShape.parse(JSON.parse(text));
    },
  };
}
