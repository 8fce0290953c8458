import { jsonOf } from '../../../src/json.ts';
import type { ButtonPress } from '../../../src/message.ts';
import { cardCallback, pressedAction } from '../wire.ts';

/** A press of a button, before it is known where the card belongs. */
export interface Pressed {
  readonly outTrackId: string;
  /** Who pressed; of our organisation, for nobody else has cards. */
  readonly userId: string;
  readonly action: ButtonPress['action'];
}

/** A template's button is named for what it does; `btn_` may stand before it. */
const actions: ReadonlyMap<string, ButtonPress['action']> = new Map([
  ['stop', 'stop'],
  ['retry', 'retry'],
  ['new', 'new'],
]);

/** Their callback → what was pressed. Undefined for a button that is not ours. */
export function readPress(payload: unknown): Pressed | undefined {
  const { data } = cardCallback.safeParse(payload);
  if (!data) return undefined;
  const names = [data.content, data.value].flatMap(namesIn);
  const action = names.map(name => actions.get(name.replace(/^btn_/, ''))).find(Boolean);
  return action && { outTrackId: data.outTrackId, userId: data.userId, action };
}

/** What the pressed button is called: `content` says it, or `value`, and either may be JSON in a string. */
function namesIn(value: unknown): readonly string[] {
  const { data } = pressedAction.safeParse(typeof value === 'string' ? jsonOf(value) : value);
  if (!data) return [];
  const { actionIds = [], params } = data.cardPrivateData;
  return params?.action === undefined ? actionIds : [...actionIds, params.action];
}
