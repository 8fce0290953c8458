/** What a part of an address says, where it is a whole number. */
export function wholeNumberOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
