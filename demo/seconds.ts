/** Milliseconds as people read them: `3.4`. */
export const inSeconds = (ms: number): string => (ms / 1000).toFixed(1);
