import type { ChatSettings } from '../chat-settings.ts';
import type { Functions } from '../generation/functions/registry.ts';
import type { Log } from '../log.ts';
import { logOnce } from '../log-once.ts';
import type { FunctionSpec } from '../model.ts';
import { specTokens } from '../tokens.ts';

/** What the model may call in one turn. */
export interface Offer {
  readonly specs: readonly FunctionSpec[];
  /** What their descriptions cost. */
  readonly tokens: number;
}

export const noFunctions: Offer = { specs: [], tokens: 0 };

/** The question and what was said before come first: of what a model reads, functions get a third. */
const share = 1 / 3;

/** As many functions as a model has room for, in their order; none where the chat's admins took them away. */
export function offering(functions: Pick<Functions, 'specs'> | undefined, log: Log) {
  const tell = logOnce(log);
  return (chat: ChatSettings, contextTokens: number): Offer => {
    if (!functions || chat.functions === 'off') return noFunctions;
    let tokens = 0;
    const specs = functions.specs().filter(spec => {
      const cost = specTokens(spec);
      const fits = tokens + cost <= contextTokens * share;
      if (fits) tokens += cost;
      else
        tell('function.left-out', { function: spec.name, why: 'the model has no room for its description' });
      return fits;
    });
    return { specs, tokens };
  };
}
