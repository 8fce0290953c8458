import type { IncomingMessage } from 'node:http';
import { setImmediate as breathe } from 'node:timers/promises';

/** One HTTP call of the bot, at one of the two moments when it can be stopped. */
export interface Moment {
  /** `arrived`: nothing was done yet. `landed`: its effect is there, and it is not answered yet; what is refused never lands. */
  readonly stage: 'arrived' | 'landed';
  /** Its name in faults: `editMessageText`, `cards.content`, `streaming`; at the model's `chat` and `token`. */
  readonly api: string;
  /** Path, query and body, as they came. */
  readonly about: string;
  /** The caller's port. */
  readonly port: number;
  /** The port that was called. Only both together tell the caller: from one port, several servers may be called at once. */
  readonly door: number;
}

/** `cut`: the connection is reset, and the call goes no further. */
export type Fate = 'go on' | 'cut';

/** Decides about each call at each moment; the call waits for it, and its caller may be killed meanwhile. */
export type Watch = (moment: Moment) => Fate | Promise<Fate>;

/** The port that a request comes from. */
export const portOf = ({ socket }: IncomingMessage): number => socket.remotePort ?? 0;

/** What becomes of a call: as the watch, if there is one, decides, unless its caller hung up while it waited. */
export async function fateOf(
  watch: Watch | undefined,
  req: IncomingMessage,
  moment: Omit<Moment, 'door'>,
): Promise<Fate | 'hung up'> {
  if (!watch) return 'go on';
  if ((await watch({ ...moment, door: req.socket.localPort ?? 0 })) === 'cut') return 'cut';
  // A caller that was killed a moment ago is heard of only after the next look at the sockets.
  await breathe();
  await breathe();
  return req.socket.destroyed || req.socket.readableEnded ? 'hung up' : 'go on';
}
