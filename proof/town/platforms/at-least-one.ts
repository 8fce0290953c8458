/** A list that has at least one thing. @throws RangeError for an empty one */
export function atLeastOne<T>(list: readonly T[]): readonly [T, ...T[]] {
  const [first, ...rest] = list;
  if (first === undefined) throw new RangeError('a message shows something from the beginning');
  return [first, ...rest];
}
