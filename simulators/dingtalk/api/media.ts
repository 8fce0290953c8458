import { newId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Run } from './route.ts';

/** As the vendor lists them: open.dingtalk.com/document/development/upload-media-files. */
const uploadable = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'zip', 'pdf', 'rar'];
const mostBytes = 20 * 1024 * 1024;

/** Numbers of the older platform's table: a kind of file, a size. */
const errors = { kind: 40004, size: 40006, missing: 40035 } as const;

/** `POST /media/upload`: a file that can be sent afterwards, as often as one likes. Only files are simulated. */
export const uploadMedia: Run = ({ world, clock }, { query, form }) => {
  const type = query.get('type') ?? form['type'];
  const { media } = form;
  if (typeof media !== 'object') throw new Refusal(errors.missing, '缺少参数 media');
  const ending = media.name.split('.').at(-1) ?? '';
  if (type !== 'file' || !uploadable.includes(ending)) throw new Refusal(errors.kind, '不合法的媒体文件类型');
  if (media.bytes.length === 0 || media.bytes.length > mostBytes)
    throw new Refusal(errors.size, '不合法的文件大小');
  const mediaId = newId('@');
  world.media.set(mediaId, media.bytes);
  return { errcode: 0, errmsg: 'ok', type, media_id: mediaId, created_at: Math.floor(clock.now()) };
};
