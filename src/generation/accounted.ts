import { ModelFailure } from '../errors.ts';
import type { Chunk, Usage } from '../model.ts';
import type { Sign } from './permits/outage.ts';
import type { Permit } from './permits/permit.ts';

/** What a call is expected to take, and who learns of what it took. */
export interface Estimate {
  readonly promptTokens: number;
  readonly onUsage: (usage: Usage) => void;
}

/**
 * `begun`, then the chunks of one call. However it ends, its permit hears once what it told of the vendor, and what it used: by the
 * vendor's count, else what was sent and what came; a refused call uses nothing.
 */
export async function* accounted(
  chunks: AsyncIterable<Chunk>,
  permit: Permit,
  { promptTokens, onUsage }: Estimate,
): AsyncGenerator<Chunk | { readonly kind: 'begun' }> {
  let told = false;
  const tell = (sign: Sign, failure?: ModelFailure) => {
    if (!told) void permit.tell(sign, failure);
    told = true;
  };
  let used = promptTokens;
  try {
    yield { kind: 'begun' };
    for await (const chunk of chunks) {
      tell('answers');
      // A character is a token at most, near enough; counting exactly is the vendor's business.
      if (chunk.kind === 'text' || chunk.kind === 'thinking') used += chunk.text.length;
      else if (chunk.kind === 'end' && chunk.usage) {
        used = chunk.usage.promptTokens + chunk.usage.completionTokens;
        onUsage(chunk.usage);
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ModelFailure) {
      if (!told && refuses(error)) used = 0;
      tell(signOf(error), error);
    }
    throw error;
  } finally {
    tell('nothing');
    void permit.settle(used);
  }
}

/** What a failure before the first chunk says of the vendor: one who refuses is there. */
function signOf({ kind }: ModelFailure): Sign {
  if (kind === 'outage') return 'nothing';
  return kind === 'unavailable' || kind === 'broken' || kind === 'silent' ? 'down' : 'answers';
}

/** Whether the vendor did no work: what broke or fell silent may have been paid for. */
function refuses({ kind }: ModelFailure): boolean {
  return kind !== 'broken' && kind !== 'silent';
}
