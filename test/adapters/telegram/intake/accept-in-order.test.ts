import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptInOrder, type Delivery } from '../../../../adapters/telegram/intake/accept-in-order.ts';
import type { Arrival } from '../../../../src/message.ts';

/** An update in one of three chats, which `accept` may refuse. */
const update = fc.record({ chat: fc.constantFrom('1', '2', '3'), refused: fc.boolean() });

const deliveryOf = (chat: string, updateId: number): Delivery => ({
  updateId,
  arrival: {
    kind: 'membership',
    platform: 'telegram',
    chat: { id: chat, kind: 'group', title: String(updateId) },
    state: 'joined',
    id: String(updateId),
  },
});

const idOf = (arrival: Arrival) => (arrival.kind === 'membership' ? Number(arrival.chat.title) : Number.NaN);

describe('a batch of updates', () => {
  it('never moves the offset past one that was refused, and keeps each chat in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(update, { minLength: 1, maxLength: 12 }), async updates => {
        const accepted: number[] = [];
        const batch = updates.map(({ chat }, index) => deliveryOf(chat, index));
        const { offset, stoppedBy } = await acceptInOrder(batch.toReversed(), async arrival => {
          await Promise.resolve();
          if (updates[idOf(arrival)]?.refused) throw new Error('Redis is away');
          accepted.push(idOf(arrival));
        });
        const firstRefused = updates.findIndex(({ refused }) => refused);
        expect(offset).toBe(firstRefused < 0 ? updates.length : firstRefused);
        expect(stoppedBy !== undefined).toBe(firstRefused >= 0);
        for (const chat of ['1', '2', '3']) {
          const sent = updates.flatMap((one, index) => (one.chat === chat ? [index] : []));
          const refusedAt = sent.findIndex(index => updates[index]?.refused);
          const expected = refusedAt < 0 ? sent : sent.slice(0, refusedAt);
          expect(accepted.filter(index => updates[index]?.chat === chat)).toEqual(expected);
        }
      }),
    );
  });

  it('tells of a move to another id after what was asked under the old one', async () => {
    const [before, after] = [deliveryOf('1', 1), deliveryOf('2', 3)];
    const move: Arrival = { kind: 'migration', platform: 'telegram', from: '1', to: '2' };
    const accepted: Arrival[] = [];
    await acceptInOrder([before, { updateId: 2, arrival: move }, after], async arrival => {
      if (arrival === before.arrival) await setImmediate(); // what waits for nobody is accepted by then
      accepted.push(arrival);
    });
    expect(accepted).toEqual([before.arrival, move, after.arrival]);
  });
});
