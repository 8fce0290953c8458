import assert from 'node:assert/strict';

/** Nobody reads a longer one, and a log would fill with them. */
const longestMessage = 2000;

/** Values that must be in nothing that is told; long enough to be there by no chance. */
export const canaries = {
  secret: 'canary-secret-4f1c9a7e',
  token: 'canary-token-b2d80e63',
  said: '金丝雀说的话谁也不能看见',
} as const;

/** A half of one is too much as well. */
const telling = (value: string) => value.slice(0, Math.ceil(value.length / 2) + 2);

/** An error as callers know it: of this name, short, and without what was sent along with the call. */
export function holdsFailure(error: unknown, declared: string, ...sent: readonly string[]): void {
  assert(error instanceof Error, 'something that is no error was thrown');
  assert(
    error.name === declared,
    `an error that nobody declared: ${error.name}: ${error.message.slice(0, 200)}`,
  );
  holdsWords(error.message, ...sent);
  const { code, advice, retryInMs } = error as { code?: unknown; advice?: unknown; retryInMs?: unknown };
  holdsWords(String(code ?? ''), ...sent);
  if (advice !== undefined) assert.equal(typeof advice, 'string');
  if (retryInMs !== undefined) {
    assert(Number.isFinite(retryInMs) && Number(retryInMs) >= 0, 'a wait that has no end');
  }
}

/** Words that go to a log or to an admin. @param unseen what they may not hold */
export function holdsWords(words: string, ...unseen: readonly string[]): void {
  assert(words.length <= longestMessage, `words of ${words.length} characters`);
  for (const value of unseen)
    assert(!words.includes(telling(value)), `words with what nobody may see: ${words.slice(0, 120)}`);
}
