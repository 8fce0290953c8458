import type { Buttons } from '../../../src/platform.ts';
import type { PlaygroundButton, PlaygroundMessage } from '../../../src/playground.ts';

const actions = {
  growing: ['stop'],
  done: ['retry', 'new'],
  failed: ['retry', 'new'],
} as const satisfies Record<NonNullable<PlaygroundMessage['state']>, readonly PlaygroundButton['action'][]>;

/** What may be pressed on an answer: Stop while it grows, then Regenerate and New conversation. */
export function buttonsOf(
  buttons: Buttons | undefined,
  state: NonNullable<PlaygroundMessage['state']>,
): readonly PlaygroundButton[] {
  if (!buttons) return [];
  const { labels, token } = buttons;
  return actions[state].map(action => ({ action, label: labels[action], token }));
}
