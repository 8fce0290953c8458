/** How many came although a later one was there already. @param numbers in the order in which they came */
export function outOfOrder(numbers: readonly number[]): number {
  return numbers.filter((number, index) => numbers.slice(0, index).some(earlier => earlier > number)).length;
}
