import { randomUUID } from 'node:crypto';
import type { World } from '../../../src/adapter.ts';
import type { ReplyTarget, TextFile } from '../../../src/platform.ts';
import { escapeHtml } from '../render/escape.ts';
import type { Space } from '../space.ts';
import { openWriter } from './writer.ts';

/** Sends files, each as a message of its own that answers the question. */
export function fileSender(space: Space, world: Pick<World, 'clock'>) {
  return async (target: ReplyTarget, file: TextFile): Promise<void> => {
    const { chat, questionId } = target;
    const message = {
      id: randomUUID(),
      chat: chat.id,
      from: 'bot' as const,
      html: `<p>${escapeHtml(file.name)}</p>`,
      text: file.name,
      at: world.clock.now(),
      ...(questionId !== undefined && { replyTo: questionId }),
      state: 'done' as const,
      file: { name: file.name },
    };
    await openWriter(space, world, target).land(message, 0, file);
  };
}
