import type { State } from '../../judge/evidence.ts';
import { greeting, type Shown, type TownRoom } from '../platform.ts';
import { atLeastOne } from './at-least-one.ts';

/** A room as its platform has it: `P` is who talks there, `M` what is to be seen there. */
interface Place<P, M> extends Pick<TownRoom, 'id' | 'fault'> {
  readonly people: readonly P[];
  /** @returns the message's id */
  say(person: P, text: string): string;
  /** Everything that ever stood there, whoever wrote it. */
  messages(): readonly M[];
  told(message: M): Told;
}

/** A message of the bot's; it shows something from the beginning. */
type Told = Omit<Shown, 'states'> & { readonly states: readonly State[] };

/** A room of a town: people are known by their places, and only the bot's own messages are looked at. */
export function roomOf<P, M extends { readonly byBot: boolean; readonly text: string }>({
  id,
  people,
  say,
  fault,
  messages,
  told,
}: Place<P, M>): TownRoom {
  return {
    id,
    say(speaker, text) {
      const person = people[speaker];
      if (person === undefined) throw new RangeError(`nobody is number ${speaker}`);
      return say(person, text);
    },
    fault,
    shown: () =>
      messages()
        .filter(({ byBot, text }) => byBot && !greeting.test(text))
        .map(told)
        .map(({ states, ...message }) => ({ ...message, states: atLeastOne(states) })),
  };
}
