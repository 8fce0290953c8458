import assert from 'node:assert/strict';
import { readFrame } from '../../../adapters/dingtalk/intake/frames.ts';
import { membershipTaker } from '../../../adapters/dingtalk/intake/take-membership.ts';
import { pressTaker } from '../../../adapters/dingtalk/intake/take-press.ts';
import { mutated, mutatedText } from '../inputs/mutate.ts';
import { holdsArrival } from '../promises/arrival.ts';
import * as dingtalk from '../recorded/dingtalk.ts';
import * as feishu from '../recorded/feishu.ts';
import * as telegram from '../recorded/telegram.ts';
import { type Target, target } from '../target.ts';
import { clock, openDoors } from '../world/doors.ts';

const doors = openDoors();
const membership = membershipTaker({ note: async () => {}, forget: async () => {} }, doors.accept);
const findCard = async (id: string) =>
  id === 'card-1' ? ({ chat: { id: 'cid1', kind: 'group' }, token: 't' } as const) : undefined;
const press = pressTaker({ findCard, clock }, doors.accept);

/** What the platforms deliver over connections that we begin ourselves: read without an error, or not taken. */
export const intakeTargets: readonly Target[] = [
  target('telegram updates', 8, mutated(telegram.updates), json => {
    const delivery = doors.readUpdate(json);
    if (!delivery) return;
    assert(Number.isSafeInteger(delivery.updateId));
    holdsArrival(delivery.arrival);
  }),

  target('feishu events', 8, mutated(feishu.events), async json => {
    const answer = await doors.takeEvent(json);
    if (answer !== 'malformed' && answer) JSON.stringify(answer);
  }),

  target('dingtalk messages', 8, mutated(dingtalk.messages), async json => {
    assert(['taken', 'malformed'].includes(await doors.takeMessage(json)));
  }),

  target('dingtalk frames', 8, mutatedText(dingtalk.frames), async text => {
    const frame = readFrame(text);
    switch (frame.kind) {
      case 'noise':
        return;
      case 'notice':
      case 'farewell':
        JSON.parse(frame.acknowledgement);
        return;
      case 'message':
        await doors.takeMessage(frame.payload);
        return;
      case 'press':
        JSON.parse(await press(frame.id, frame.payload));
        return;
      case 'membership':
        await membership(frame);
    }
  }),
];
