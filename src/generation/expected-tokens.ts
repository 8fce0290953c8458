import type { Prompt, Usage } from '../model.ts';
import { estimateTokens, messageTokens, specTokens } from '../tokens.ts';

/** What an answer takes before the first one has come. */
const firstGuess = 300;
/** How much the newest answer changes the guess. */
const weight = 0.1;

/** What a call will take, by its prompt and by the answers of late in this process. */
export function expectedTokens() {
  let completion = firstGuess;
  return {
    completion: (): number => Math.round(completion),
    learn({ completionTokens }: Usage): void {
      completion += (completionTokens - completion) * weight;
    },
  };
}

/** What a prompt takes: everything of it that is sent. */
export function promptTokens({ system = '', messages, functions = [] }: Prompt): number {
  const costs = [estimateTokens(system), ...messages.map(messageTokens), ...functions.map(specTokens)];
  return costs.reduce((sum, tokens) => sum + tokens, 0);
}
