import { createHash } from 'node:crypto';
import { plainText } from '../formatted-text.ts';
import { text } from '../parameters.ts';
import { badRequest, Refusal } from '../refusal.ts';
import { messageWire } from '../wire.ts';
import { placeOf } from './messages.ts';
import type { Method } from './method.ts';

/** A bot may upload so many bytes. core.telegram.org/bots/api#sending-files */
const limitBytes = 50 * 1024 * 1024;
const captionLimit = 1024;

/** Methods that send files, which come in a form of several parts. core.telegram.org/bots/api#senddocument */
export const documentMethods: Record<string, Method> = {
  async sendDocument({ world }, parameters) {
    const place = placeOf(world, parameters);
    const { name, content, type } = await uploaded(parameters, 'document');
    const caption = text(parameters, 'caption');
    if (caption.length > captionLimit) throw badRequest('message caption is too long');
    const id = createHash('sha256').update(content).digest('base64url');
    const document = {
      file_id: id,
      file_unique_id: id.slice(0, 16),
      file_name: name,
      mime_type: type,
      file_size: content.length,
    };
    const message = world.post(place.room, {
      from: world.bot,
      content: plainText(caption),
      replyTo: place.replyTo,
      topic: place.topic,
      extra: { document },
      file: { name, content: content.toString() },
    });
    return messageWire(message);
  },
};

/** A file of the form: its own part, or the part that `attach://<part>` names. @throws Refusal */
async function uploaded(parameters: Readonly<Record<string, unknown>>, name: string) {
  const part = /^attach:\/\/(.+)$/.exec(text(parameters, name))?.[1] ?? name;
  const file = parameters[part];
  if (!(file instanceof File)) throw badRequest('there is no document in the request');
  if (file.size === 0) throw badRequest('file must be non-empty');
  if (file.size > limitBytes) throw new Refusal(413, 'Request Entity Too Large');
  const content = Buffer.from(await file.arrayBuffer());
  return { name: file.name, content, type: file.type || 'application/octet-stream' };
}
