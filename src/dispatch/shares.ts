/** Keeps one out of taking all that there is. */
export interface Shares {
  /** @returns gives the share back; undefined where this one has all that it may */
  take(name: string): (() => void) | undefined;
}

/** At most `most` for each name at once, in this process. */
export function openShares(most: number): Shares {
  const taken = new Map<string, number>();
  return {
    take(name) {
      const before = taken.get(name) ?? 0;
      if (before >= most) return undefined;
      taken.set(name, before + 1);
      return () => {
        const left = (taken.get(name) ?? 1) - 1;
        if (left === 0) taken.delete(name);
        else taken.set(name, left);
      };
    },
  };
}
