import type { ChatSettings } from '../chat-settings.ts';
import type { FunctionSpec } from '../model.ts';
import type { TurnParts } from '../turn/parts.ts';
import type { OfferedFunction } from '../wording/index.ts';

/** What the model may call in a chat once its functions are on, and what of it its model has no room for. */
export function functionsIn(
  all: () => readonly FunctionSpec[],
  { offer, modelFor }: Pick<TurnParts, 'offer' | 'modelFor'>,
) {
  return ({ functions: _, ...chat }: ChatSettings): readonly OfferedFunction[] => {
    const offered = new Set(offer(chat, modelFor(chat.model).contextTokens).specs.map(({ name }) => name));
    return all().map(({ name, description }) => ({ name, description, fits: offered.has(name) }));
  };
}
