/** Whether somebody asks for a list. */
export function isListWord(text: string): boolean {
  return /^(list|列表)$/i.test(text);
}
