/** A message of a prompt. */
export interface Said {
  readonly role: string;
  readonly content: string;
}

/**
 * Whether a prompt holds all that was said before its question, in order and in full.
 * @param before the questions that came before it and their answers, oldest first
 */
export function hasWholeHistory(
  prompt: readonly Said[],
  before: readonly { readonly question: string; readonly answer: string }[],
): boolean {
  const wanted = before.flatMap(({ question, answer }) => [question, answer]);
  return (
    prompt.length === wanted.length + 1 &&
    wanted.every((text, index) => prompt[index]?.content.trim() === text.trim())
  );
}
