import { markdownFace, textFace } from '../face.ts';
import { coolAppCode, newId } from '../ids.ts';
import { bad } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { SentFile, Wire } from '../words.ts';
import type { Draft, Room, World } from '../world.ts';
import { unzip } from '../zip.ts';
import { bytesOf } from './card-params.ts';
import { jsonAt, textAt } from './fields.ts';
import { groupOf, mustBeRobot, mustListen } from './recipients.ts';
import type { Run } from './route.ts';

const mostPeople = 20;

/** `POST /v1.0/robot/groupMessages/send`. Where the robot came by a cool app, the message must name it. */
export const sendToGroup: Run = (simulation, { body }) => {
  mustBeRobot(simulation, body);
  const room = groupOf(simulation, body);
  mustListen(room);
  if (room.isCoolApp && body['coolAppCode'] !== coolAppCode)
    throw bad(
      'invalidParameter.robotCode.coolApp',
      'the robot was installed by a cool app: coolAppCode is wrong',
    );
  return { processQueryKey: post(simulation, [room], body) };
};

/** `POST /v1.0/robot/oToMessages/batchSend`: whoever is not known is named, and the others get it. */
export const sendToPeople: Run = (simulation, { body }) => {
  mustBeRobot(simulation, body);
  const { userIds } = body;
  if (!Array.isArray(userIds) || userIds.length === 0 || userIds.length > mostPeople)
    throw bad('invalidParameter.userIds.invalid', 'userIds must name 1 to 20 people');
  const found = userIds.map(id => simulation.world.staff(String(id)));
  const rooms = found.flatMap(person => (person ? [simulation.world.direct(person)] : []));
  if (rooms.length === 0) throw bad('invalidParameter.userIds.invalid', 'nobody of these is known');
  for (const room of rooms) mustListen(room);
  return {
    processQueryKey: post(simulation, rooms, body),
    invalidStaffIdList: userIds.filter((_, index) => !found[index]),
    flowControlledStaffIdList: [],
  };
};

/** `POST /v1.0/robot/groupMessages/recall` and `POST /v1.0/robot/otoMessages/batchRecall`. */
export const recallMessages: Run = (simulation, { body }) => {
  mustBeRobot(simulation, body);
  const { processQueryKeys } = body;
  if (!Array.isArray(processQueryKeys) || processQueryKeys.length === 0)
    throw bad('invalidParameter.processQueryKeys.invalid', 'processQueryKeys are missing');
  const { world } = simulation;
  const found = (key: unknown) => [...world.messages.values()].filter(({ queryKey }) => queryKey === key);
  for (const message of processQueryKeys.flatMap(found)) message.isRecalled = true;
  world.changed();
  const unknown = processQueryKeys.filter(key => found(key).length === 0);
  return {
    successResult: processQueryKeys.filter(key => !unknown.includes(key)),
    failedResult: Object.fromEntries(unknown.map(key => [key, 'processQueryKey is not known'])),
  };
};

function post({ world, limits, clock }: Simulation, rooms: readonly Room[], body: Wire): string {
  const param = jsonAt(body, 'msgParam', 'invalidParameter.msgParam.invalid');
  if (bytesOf(body['msgParam']) > limits.settings.msgParamBytes)
    throw bad('invalidParameter.msgParam.tooLong', 'msgParam is too long');
  const draft = draftOf(world, body['msgKey'], param, clock.now());
  const queryKey = newId();
  for (const room of rooms) world.post(room, { ...draft, from: world.bot, queryKey });
  return queryKey;
}

/** What a robot may send as a file: open.dingtalk.com/document/development/robot-message-type. */
const sendable = ['xlsx', 'pdf', 'zip', 'rar', 'doc', 'docx'];

function draftOf(
  { media }: World,
  msgKey: unknown,
  param: Wire,
  at: number,
): Pick<Draft, 'kind' | 'states' | 'file'> {
  const field = (key: string) => textAt(param, key, 'invalidParameter.msgParam.invalid');
  if (msgKey === 'sampleText') return { kind: 'text', states: [textFace(field('content'), at)] };
  if (msgKey === 'sampleMarkdown')
    return { kind: 'markdown', states: [markdownFace(field('title'), field('text'), at)] };
  if (msgKey === 'sampleFile') {
    const [name, bytes] = [field('fileName'), media.get(field('mediaId'))];
    if (!bytes || !sendable.includes(field('fileType')))
      throw bad('invalidParameter.msgParam.invalid', 'mediaId or fileType is not known');
    return {
      kind: 'file',
      states: [textFace(`[文件] ${name}`, at)],
      file: { name, entries: entriesOf(bytes) },
    };
  }
  throw bad('invalidParameter.msgKey.invalid', `msgKey ${msgKey} is not known`);
}

/** A file that no client can open is sent all the same, and shows nothing. */
function entriesOf(bytes: Buffer): SentFile['entries'] {
  try {
    return unzip(bytes);
  } catch {
    return [];
  }
}
