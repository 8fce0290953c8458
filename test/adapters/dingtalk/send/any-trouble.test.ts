import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fault, FaultTarget } from '../../../../simulators/dingtalk/faults.ts';
import type { ReplyRecord, ReplyTarget } from '../../../../src/platform.ts';
import { eventually } from '../../../support/eventually.ts';
import { buttonsWith } from '../../world.ts';
import { hastened, openHouse, paragraphs, unbounded, unbroken } from '../house.ts';

/** About what the answers say: the alert of a month that is spent meets none of these. */
const about = '段';
const troubles: readonly (Fault & FaultTarget)[] = [
  { kind: 'too-fast' },
  { kind: 'server-error' },
  { kind: 'reset' },
  { kind: 'lost-answer' },
  { kind: 'spent' },
  { kind: 'code', code: 'param.odd', about },
  { kind: 'code', code: 'param.cardNotExist', api: 'cards', about },
  { kind: 'code', code: 'param.stream.status', api: 'cards.streaming' },
  { kind: 'code', code: 'param.stream.content', api: 'cards', about },
  { kind: 'code', code: 'InvalidAuthentication' },
  { kind: 'code', code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied', status: 403 },
  { kind: 'code', code: 'system.busy' },
];

const trouble = fc.record({ fault: fc.constantFrom(...troubles), times: fc.integer({ min: 1, max: 4 }) });
/** What comes before a state: trouble, or that another process goes on, or both. */
const before = fc.record({
  trouble: fc.option(trouble, { nil: undefined, freq: 2 }),
  takeover: fc.boolean(),
});
const answer = fc.record({
  paragraphCount: fc.integer({ min: 1, max: 9 }),
  states: fc.array(before, { minLength: 1, maxLength: 6, size: 'max' }),
  atEnd: fc.option(trouble, { nil: undefined }),
});
type Happenings = typeof answer extends fc.Arbitrary<infer T> ? T : never;
/** An answer, and those that `/retry` puts in its place. */
const answers = fc.array(answer, { minLength: 1, maxLength: 3 });

/** Whether these messages, one after the other and from any of them on, say all of it; what is not of it may stand between. */
function isWhole(texts: readonly string[], whole: string): boolean {
  const wanted = unbroken(whole);
  const reached = new Set([0]);
  for (const text of texts.map(each => unbroken(each)).filter(text => text !== ''))
    for (const at of [...reached]) if (wanted.startsWith(text, at)) reached.add(at + text.length);
  return reached.has(wanted.length);
}

it.each([
  { template: 'simulated-template.schema', calls: '6', cardBytes: 20_000 },
  { template: 'simulated-template.schema', calls: '6', cardBytes: 1800 },
  { template: 'simulated-template.schema', calls: '3', cardBytes: 20_000 },
  { template: 'simulated-template.schema', calls: '2', cardBytes: 20_000 },
  { template: 'standard', calls: '6', cardBytes: 20_000 },
])(
  'whatever befalls it, an answer is read whole, is not said again, and ends: %j',
  async ({ template, calls, cardBytes }) => {
    const { ask, simulator, platform, world } = await openHouse({
      simulator: { limits: { apiPerSecond: 1000, cardBytes }, monthly: false },
      settings: { DINGTALK_CARD_TEMPLATE_ID: template, DINGTALK_CALLS_PER_REPLY: calls },
      world: {
        budget: unbounded,
        clock: hastened(300),
      },
    });

    /** Somebody has mended everything, and half an hour has passed. */
    async function mend(): Promise<void> {
      simulator.clearFaults();
      const { redis, keys } = world;
      const learned = await redis.keys(keys.platform('dingtalk', 'simpler*'));
      await redis.del(keys.platform('dingtalk', 'spent'), ...learned);
    }

    const befall = ({ fault, times }: { fault: Fault & FaultTarget; times: number }) =>
      simulator.fault(fault, times);

    /** One turn. @returns its last record */
    async function say(
      target: ReplyTarget,
      whole: string,
      { states, atEnd }: Happenings,
      former: ReplyRecord | undefined,
    ): Promise<ReplyRecord | undefined> {
      const records: ReplyRecord[] = [];
      const open = (record = former) => {
        const keep = async (newest: ReplyRecord) =>
          void records.push(JSON.parse(JSON.stringify(newest)) as ReplyRecord);
        return record ? platform.resume(target, record, keep) : platform.open(target, keep);
      };
      let reply = open();
      for (const [index, { trouble, takeover }] of states.entries()) {
        if (trouble) befall(trouble);
        if (takeover) reply = open(records.at(-1));
        await reply.show(whole.slice(0, (whole.length * (index + 1)) / (states.length + 1)));
      }
      if (atEnd) befall(atEnd);
      for (let attempts = 1; ; attempts++) {
        try {
          await reply.finish(whole);
          break;
        } catch (error) {
          if (attempts === 5) throw error;
          await mend();
          reply = open(records.at(-1));
        }
      }
      const callsBefore = simulator.calls.length;
      await open(records.at(-1)).finish(whole);
      const repeated = simulator.calls.slice(callsBefore).map(({ api }) => api);
      // A card that was left open may end beside it.
      expect(repeated.filter(api => api !== 'token' && api !== 'cards.update')).toEqual([]);
      return records.at(-1);
    }

    const story = fc.asyncProperty(answers, async told => {
      await mend();
      const { target, screen } = await ask();
      let record: ReplyRecord | undefined;
      for (const [number, happenings] of told.entries()) {
        const whole = `${number}号${paragraphs(happenings.paragraphCount)}`;
        record = await say({ ...target, buttons: buttonsWith(`token-${number}`) }, whole, happenings, record);
        const texts = screen().map(({ text }) => text);
        expect(isWhole(texts, whole)).toBe(true);
      }
      await mend();
      for (let next = 0; next < 2; next++) await (await ask()).reply.finish('好。');
      await eventually('the end of every card', () => screen().every(({ streaming }) => !streaming));
    });
    await fc.assert(story, { numRuns: 15, endOnFailure: true });
  },
  60_000,
);
