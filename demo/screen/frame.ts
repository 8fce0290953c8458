/** A message whose lines may still change. */
export interface Part {
  readonly id: string;
  readonly lines: readonly string[];
  /** How many of its lines have scrolled away and stay as they are. */
  readonly gone: number;
  /** It will not change any more, as far as one can see. */
  readonly done: boolean;
}

/** What to draw, and what to remember for the next time. */
export interface Frame {
  /** The lines to write where the last frame's lines were. */
  readonly lines: readonly string[];
  /** The parts that may still be redrawn. */
  readonly live: readonly Part[];
  /** How many of the lines, counted from below, the next frame will rewrite. */
  readonly height: number;
}

/**
 * Draws parts into the place of the last frame. Parts that are done, and above which all are, are left to the
 * screen; so are the lines at the top for which there is no `room`: they scroll away.
 * @param room lines that can be redrawn
 */
export function frameOf(parts: readonly Part[], room: number): Frame {
  const lines = parts.flatMap(part => part.lines.slice(part.gone));
  const firstLive = parts.findIndex(({ done }) => !done);
  const live = firstLive < 0 ? [] : parts.slice(firstLive);
  const height = live.reduce((sum, part) => sum + remaining(part), 0);
  return { lines, live: scrolled(live, Math.max(0, height - room)), height: Math.min(height, room) };
}

const remaining = ({ lines, gone }: Part) => Math.max(0, lines.length - gone);

/** The parts when so many lines at their top have scrolled away. */
function scrolled(parts: readonly Part[], excess: number): Part[] {
  let left = excess;
  return parts.map(part => {
    const goes = Math.min(left, remaining(part));
    left -= goes;
    return { ...part, gone: part.gone + goes };
  });
}
