import type { Chunk, Prompt, WayOut } from '../../model.ts';
import type { Provider } from '../provider.ts';
import { gather } from './gather.ts';

/** One call of a vendor, whose answer comes as a stream or in one piece. */
export type VendorCall = (
  prompt: Prompt,
  streamed: boolean,
  signal: AbortSignal,
  wayOut?: WayOut,
) => AsyncIterable<Chunk>;

/** What a provider does with its one call. */
export function bothWays(call: VendorCall): Pick<Provider, 'stream' | 'ask'> {
  return {
    stream: (prompt, signal, wayOut) => call(prompt, true, signal, wayOut),
    ask: (prompt, signal) => gather(call(prompt, false, signal)),
  };
}
