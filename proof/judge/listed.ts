/** Numbers for people, the first few of them: `3, 4, 5 … (12)`. */
export function listed(numbers: readonly number[]): string {
  const first = numbers.slice(0, 3).join(', ');
  return numbers.length > 3 ? `${first} … (${numbers.length})` : first;
}
