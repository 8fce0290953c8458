import type { Mutant } from './mutant.ts';
import { crowd, deaf, frozen, held, impatient, killed, repeated } from './scenes.ts';

/** Builds that the judge must find guilty. */
export const mutants: readonly Mutant[] = [
  {
    name: 'no fence',
    takesOut: 'A process that another one has followed writes no more.',
    file: 'src/conversation/hold.lua',
    find: "if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 'superseded' end",
    replace: '',
    charge: 'overlapping',
    scene: frozen,
  },
  {
    name: 'no record',
    takesOut: 'Whoever goes on with an answer finds its message.',
    file: 'src/turn.ts',
    find: 'await turn.hold({ record: JSON.stringify(newest) });',
    replace: 'await turn.hold();',
    charge: 'twice',
    scene: killed,
  },
  {
    name: 'last state not awaited',
    takesOut: 'A question is done when its last state is on the screen.',
    file: 'src/turn.ts',
    find: 'await (failed ? reply.fail(markdown) : reply.finish(markdown));',
    replace: 'void (failed ? reply.fail(markdown) : reply.finish(markdown)).catch(() => {});',
    charge: 'unlanded',
    scene: held,
  },
  {
    name: 'no guard',
    takesOut: 'A message that is delivered again is known.',
    file: 'src/conversation/accept.lua',
    find: 'if before then return before end',
    replace: '',
    // The second time there is nothing left to answer, and who comes behind it waits for ever.
    charge: 'lost',
    scene: repeated,
  },
  {
    name: 'acknowledged before accepted',
    takesOut: 'A platform hears that we have a message when it is safe.',
    file: 'adapters/feishu/intake/take-event.ts',
    find: "await accept(arrival.kind === 'message' ? await completed(arrival, quotes) : arrival);",
    replace:
      "void accept(arrival.kind === 'message' ? await completed(arrival, quotes) : arrival).catch(() => {});",
    charge: 'lost',
    scene: deaf,
  },
  {
    name: 'no budget',
    takesOut: 'Calls of the model are begun no faster than the account allows.',
    file: 'src/generation/permits/grant.lua',
    find: 't = clearOfCalls(t, perSecond, aSecond + guard)',
    replace: '',
    charge: 'over-budget',
    scene: crowd,
  },
  {
    name: 'no order',
    takesOut: 'The questions of one chat are answered one by one.',
    file: 'src/message.ts',
    find: "return place.join(':');",
    replace: "return [...place, message.id].join(':');",
    charge: 'overlapping',
    scene: impatient,
  },
  {
    name: 'no memory',
    takesOut: 'A question is asked with the answers before it.',
    file: 'src/conversation/settle.lua',
    find: "redis.call('RPUSH', KEYS[5], epoch .. ':' .. ARGV[5])",
    replace: '',
    charge: 'forgetful',
    scene: impatient,
  },
];
