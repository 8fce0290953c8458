import type { ChainableCommander } from 'ioredis';

/** What the commands of a pipeline gave, in their order. Throws the first failure: half an answer is none. */
export async function resultsOf(pipeline: ChainableCommander): Promise<unknown[]> {
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, value]) => {
    if (error) throw error;
    return value;
  });
}
