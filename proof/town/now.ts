/** Milliseconds since 1970 with fractions, never going back: the clock of the simulators. */
export const now = (): number => performance.timeOrigin + performance.now();
