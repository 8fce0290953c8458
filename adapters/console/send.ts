import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../../src/adapter.ts';
import { PlatformFailure } from '../../src/errors.ts';
import type { KeepRecord, Reply, ReplyRecord, ReplyTarget } from '../../src/platform.ts';
import type { PlaygroundMessage } from '../../src/playground.ts';
import { openRender } from './render.ts';
import { buttonsOf } from './send/buttons.ts';
import { paceMs } from './send/pace.ts';
import { openWriter } from './send/writer.ts';
import type { Space } from './space.ts';

/** What another process needs: our message, when it was begun, and the number of its last writer. */
const recordShape = z.object({ message: z.string(), at: z.number(), pen: z.int() });

export interface ReplyOptions {
  readonly space: Space;
  readonly world: Pick<World, 'clock' | 'log'>;
  readonly target: ReplyTarget;
  readonly keep: KeepRecord;
  /** Absent for a reply that nobody has seen yet. */
  readonly record?: ReplyRecord;
}

/**
 * A reply in the playground: one message, however long, whose states are written into its chat. Its id is kept before it
 * is sent, so that whoever goes on writes the same one; and each who goes on takes a pen of a greater number, so that
 * nothing of a process that was thought dead comes after.
 */
export function openReply({ space, world, target, keep, record }: ReplyOptions): Reply {
  const { clock } = world;
  const known = record && recordShape.parse(record);
  const own = known ? { ...known, pen: known.pen + 1 } : { message: randomUUID(), at: clock.now(), pen: 0 };
  const render = openRender();
  const writer = openWriter(space, world, target);
  let isOurs = false;
  let shown: { readonly at: number; readonly length: number } | undefined;

  /** Nothing is written by who does not own the reply. */
  async function claim(): Promise<void> {
    if (isOurs) return;
    await keep(own);
    isOurs = true;
  }

  function messageOf(markdown: string, state: NonNullable<PlaygroundMessage['state']>): PlaygroundMessage {
    const buttons = buttonsOf(target.buttons, state);
    return {
      id: own.message,
      chat: target.chat.id,
      from: 'bot',
      ...render(markdown),
      at: own.at,
      ...(target.questionId !== undefined && { replyTo: target.questionId }),
      state,
      ...(buttons.length > 0 && { buttons }),
    };
  }

  const landing = (state: 'done' | 'failed') => async (markdown: string) => {
    await claim();
    await writer.land(messageOf(markdown, state), own.pen);
  };

  return {
    async ready(signal) {
      const pauseMs = shown ? shown.at + paceMs(shown.length) - clock.now() : 0;
      if (pauseMs > 0) await clock.sleep(pauseMs, signal);
      signal.throwIfAborted();
    },
    async show(markdown) {
      await claim();
      const message = messageOf(markdown, 'growing');
      shown = { at: clock.now(), length: message.html.length };
      try {
        await writer.write(message, own.pen);
      } catch (error) {
        if (!(error instanceof PlatformFailure) || error.kind === 'gone') throw error;
        const { id: chat } = target.chat;
        world.log('platform.refused', { platform: 'console', chat, method: 'show', kind: error.kind, error });
      }
    },
    finish: landing('done'),
    fail: landing('failed'),
    release() {},
  };
}
