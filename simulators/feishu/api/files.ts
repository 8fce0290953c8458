import { newId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Run } from './route.ts';

const kinds = ['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream'];
const limitBytes = 30 * 1024 * 1024;

/** `POST /im/v1/files`: a file to be sent later. open.feishu.cn/document: server-docs/im-v1/file/create */
export const uploadFile: Run = ({ world }, { form: { file_type, file_name: name, file } }) => {
  const isFile = typeof name === 'string' && name !== '' && typeof file === 'object';
  if (!isFile || !kinds.includes(String(file_type))) throw new Refusal(234001, 'Invalid request param.');
  const { bytes } = file;
  if (bytes.length === 0) throw new Refusal(234010, "File's size can't be 0.");
  if (bytes.length > limitBytes) throw new Refusal(234006, 'The file size exceed the max value.');
  const key = newId('file_v3_');
  world.files.set(key, { name, content: bytes.toString() });
  return { data: { file_key: key } };
};
