import { randomUUID } from 'node:crypto';
import { FormData } from 'undici';
import type { World } from '../../../src/adapter.ts';
import type { ReplyTarget, TextFile } from '../../../src/platform.ts';
import type { FeishuApi } from '../api.ts';
import { uploadedFile } from '../wire.ts';
import { openDelivery } from './deliver.ts';
import { openPatience } from './patience.ts';
import { uuidOf } from './sheet.ts';

/** Sends files in answer to questions: each is uploaded, and then a message with it is sent, both with one patience. */
export function fileSender(api: FeishuApi, world: Pick<World, 'clock' | 'log' | 'budget'>) {
  return async (target: ReplyTarget, file: TextFile): Promise<void> => {
    const insist = openPatience(world, api).begin('landing');
    const uploaded = await insist({
      endpoint: 'uploadFile',
      id: '',
      place: { kind: 'nothing' },
      body: async () => formOf(file),
    });
    const content = JSON.stringify({ file_key: uploadedFile.parse(uploaded).data.file_key });
    const message = { msg_type: 'file', content, uuid: uuidOf(`file ${randomUUID()}`) } as const;
    await openDelivery(target)(message, true, insist);
  };
}

/** https://open.feishu.cn/document/server-docs/im-v1/file/create: what is none of its kinds is a `stream`. */
function formOf({ name, text }: TextFile): FormData {
  const form = new FormData();
  form.set('file_type', 'stream');
  form.set('file_name', name);
  form.set('file', new Blob([text], { type: 'application/octet-stream' }), name);
  return form;
}
