import type { ChatSettings } from '../chat-settings.ts';
import type { Functions } from '../generation/functions/registry.ts';
import type { TurnParts } from '../turn/parts.ts';
import type { OfferedFunction, Wording } from '../wording/index.ts';

/** What the model may call in a chat once its functions are on, and what of it its model has no room for. */
export function functionsIn(
  functions: Pick<Functions, 'specs' | 'about'>,
  { offer, modelFor }: Pick<TurnParts, 'offer' | 'modelFor'>,
) {
  return ({ functions: _, ...chat }: ChatSettings, wording: Wording): readonly OfferedFunction[] => {
    const offered = new Set(offer(chat, modelFor(chat.model).contextTokens).specs.map(({ name }) => name));
    return functions.specs().map(spec => ({
      name: spec.name,
      description: functions.about(spec, wording),
      fits: offered.has(spec.name),
    }));
  };
}
