import type { Clock } from '../../../clock.ts';
import type { BuiltInName } from '../../../wording/index.ts';
import { argumentCheck } from '../arguments.ts';
import type { Network } from '../network.ts';
import type { Offered } from '../offered.ts';
import type { BuiltIn } from './built-in.ts';
import { calculateFunction } from './calculate.ts';
import { readPage } from './read-page.ts';
import { time } from './time.ts';

interface BuiltInWorld {
  readonly clock: Clock;
  readonly network: Network;
  readonly zone: string;
}

const builtIns = {
  time: ({ clock, zone }) => time(clock, zone),
  calculate: () => calculateFunction(),
  read_page: ({ network }) => readPage(network),
} as const satisfies Record<BuiltInName, (world: BuiltInWorld) => BuiltIn>;

/** The built-in functions of these names. */
export function builtInFunctions(names: ReadonlySet<BuiltInName>, world: BuiltInWorld): Offered[] {
  return [...names].map(name => {
    const builtIn = builtIns[name](world);
    return { ...builtIn, builtIn: name, check: argumentCheck(builtIn.spec.parameters) };
  });
}
