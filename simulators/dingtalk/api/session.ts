import { markdownFace, textFace } from '../face.ts';
import { Refusal } from '../refusal.ts';
import type { MessageState, Wire } from '../words.ts';
import { objectAt } from './fields.ts';
import type { Run } from './route.ts';

/** Numbers from the table of the custom robots' errors, which session webhooks share as far as is known. */
const errors = { disbanded: 400013, stopped: 400102, kind: 400105, content: 400001 } as const;

/** `POST /robot/sendBySession?session=…`: a message that nobody can name afterwards. */
export const sendBySession: Run = ({ sessions, quota, world, clock }, { query, body }) => {
  const room = sessions.room(query.get('session'));
  if (room.state !== 'open') throw new Refusal(errors[room.state], 'the robot cannot write here');
  const { kind, face } = readMessage(body, clock.now());
  quota.message();
  const mentions = mentionsIn(face.markdown, objectAt(body, 'at'));
  world.post(room, { from: world.bot, kind, states: [face], mentions });
  return { errcode: 0, errmsg: 'ok' };
};

function readMessage(body: Wire, at: number): { kind: string; face: MessageState } {
  const { msgtype } = body;
  const field = (key: string): string => {
    const value = objectAt(body, String(msgtype))[key];
    if (typeof value === 'string' && value !== '') return value;
    throw new Refusal(errors.content, `${msgtype}.${key} is missing`);
  };
  if (msgtype === 'text') return { kind: 'text', face: textFace(field('content'), at) };
  if (msgtype === 'markdown')
    return { kind: 'markdown', face: markdownFace(field('title'), field('text'), at) };
  throw new Refusal(errors.kind, `msgtype ${msgtype} is not simulated`);
}

/** Who is asked for, and stands in the text too. */
function mentionsIn(text: string, at: Wire): string[] {
  const ids = [at['atUserIds'], at['atDingtalkIds']].flatMap(list => (Array.isArray(list) ? list : []));
  const mentioned = ids.map(String).filter(id => text.includes(`@${id}`));
  return at['isAtAll'] === true ? [...mentioned, 'all'] : mentioned;
}
