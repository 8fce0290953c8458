/** What is not acknowledged comes again after so many milliseconds, for longer than any machine stands still. */
export const redeliveries = (everyMs: number): readonly number[] => Array<number>(200).fill(everyMs);
