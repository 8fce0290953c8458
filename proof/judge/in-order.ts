/** A sorted copy: by the first of these figures, where that is the same by the next. */
export function inOrder<T>(list: readonly T[], ...by: ((item: T) => number | string)[]): readonly T[] {
  return list.toSorted((a, b) => {
    for (const figure of by) {
      const [first, second] = [figure(a), figure(b)];
      if (first !== second) return first < second ? -1 : 1;
    }
    return 0;
  });
}
