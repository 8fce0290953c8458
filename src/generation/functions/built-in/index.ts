import type { Clock } from '../../../clock.ts';
import { argumentCheck } from '../arguments.ts';
import type { Network } from '../network.ts';
import type { Offered } from '../offered.ts';
import type { BuiltIn } from './built-in.ts';
import { calculateFunction } from './calculate.ts';
import { readPage } from './read-page.ts';
import { time } from './time.ts';

export type BuiltInName = 'time' | 'calculate' | 'read_page';

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
export function builtInFunctions(
  names: ReadonlySet<BuiltInName>,
  locale: 'zh-CN' | 'en',
  world: BuiltInWorld,
): Offered[] {
  return [...names].map(name => {
    const builtIn = builtIns[name](world);
    return { ...builtIn, label: builtIn.label[locale], check: argumentCheck(builtIn.spec.parameters) };
  });
}
