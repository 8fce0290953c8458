import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hastened, openHouse, paragraphs, unbounded } from './house.ts';

const troubles = ['too-fast', 'server-error', 'bad-gateway', 'reset', 'lost-answer'] as const;

/** What happens to an answer before its next state. */
const event = fc.oneof(
  fc.constant({ kind: 'nothing' } as const),
  fc.record({ kind: fc.constant('trouble' as const), trouble: fc.constantFrom(...troubles) }),
  // A process is killed, and another goes on with the last record, or with the one before.
  fc.record({ kind: fc.constant('takeover' as const), unconfirmed: fc.boolean() }),
);

const story = fc.record({
  length: fc.integer({ min: 1, max: 8 }),
  events: fc.array(event, { minLength: 3, maxLength: 7 }),
  atTheEnd: fc.option(fc.constantFrom(...troubles)),
});

it.each([
  ['AI card', 'simulated-template.schema', 20_000],
  ['AI card that holds little', 'simulated-template.schema', 1800],
  ['standard card', 'standard', 20_000],
])(
  'whatever goes wrong on the way, an answer in an %s comes whole, once, and ends',
  async (_, id, cardBytes) => {
    const { ask, simulator } = await openHouse({
      simulator: { limits: { apiPerSecond: 1000, cardBytes }, monthly: false },
      settings: { DINGTALK_CARD_TEMPLATE_ID: id },
      world: {
        budget: unbounded,
        clock: hastened(200),
      },
    });
    const property = fc.asyncProperty(story, async ({ length, events, atTheEnd }) => {
      simulator.clearFaults();
      const { reply, resume, records, screen } = await ask();
      const whole = paragraphs(length);
      let present = reply;
      for (const [index, happening] of events.entries()) {
        if (happening.kind === 'trouble') simulator.fault({ kind: happening.trouble });
        if (happening.kind === 'takeover') present = resume(records.at(happening.unconfirmed ? -2 : -1));
        await present.show(whole.slice(0, (whole.length * (index + 1)) / (events.length + 1)));
      }
      if (atTheEnd) simulator.fault({ kind: atTheEnd }, 2);
      await present.finish(whole);
      const shown = screen().map(({ text }) => text);
      expect(shown.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
      expect(screen().filter(({ streaming }) => streaming)).toEqual([]);
    });
    await fc.assert(property, { numRuns: 25, seed: 20_261_123 });
  },
);
