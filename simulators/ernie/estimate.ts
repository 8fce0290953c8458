/** Tokens by the vendor's own formula, Han characters + 1.3 × words, rounded up. */
export function estimateTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.replace(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return Math.ceil(han + words * 1.3);
}
