/** What a function gave back, as a model is told: vendors refuse a blank message, so nothing is told as an empty JSON text. */
export function toldResult(content: string): string {
  return content.trim() === '' ? '""' : content;
}
