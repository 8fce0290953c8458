/** Milliseconds since the epoch, to the microsecond, and never going back. */
export const now = (): number => performance.timeOrigin + performance.now();
