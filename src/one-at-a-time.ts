/**
 * Runs `work` when called, never twice at once: calls that come meanwhile make it run once more.
 * @param work never rejects
 */
export function oneAtATime(work: () => Promise<void>): () => void {
  let state: 'idle' | 'running' | 'wanted again' = 'idle';
  const run = async () => {
    do {
      state = 'running';
      await work();
    } while (wantedAgain());
    state = 'idle';
  };
  const wantedAgain = () => state === 'wanted again';
  return () => {
    if (state === 'idle') void run();
    else state = 'wanted again';
  };
}
