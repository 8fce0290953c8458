import type { Environment } from '../../src/config/read.ts';

/** What a screen can do. */
export interface Abilities {
  readonly movesCursor: boolean;
  readonly colours: boolean;
}

/** Colours are left out where `NO_COLOR` says so: https://no-color.org */
export function abilitiesOf(isTerminal: boolean, env: Environment): Abilities {
  const movesCursor = isTerminal && env['TERM'] !== 'dumb';
  return { movesCursor, colours: movesCursor && !env['NO_COLOR'] };
}
