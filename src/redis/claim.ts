import { rm } from 'node:fs/promises';
import { connect, createServer, type ListenOptions } from 'node:net';

/** Something that only one process can have; the kernel takes it back from a process that is killed. */
export interface Claim {
  release(): Promise<void>;
}

/**
 * Claims an address by listening on it. A Unix socket whose process was killed leaves its file behind: nobody answers
 * there, so it is removed. @returns undefined when a living process has it; rejects where one cannot listen at all.
 */
export async function claim(address: ListenOptions): Promise<Claim | undefined> {
  const claimed = await listen(address);
  if (claimed || address.path === undefined || (await someoneAnswers(address.path))) return claimed;
  await rm(address.path, { force: true });
  return listen(address);
}

function listen(address: ListenOptions): Promise<Claim | undefined> {
  const server = createServer(visitor => visitor.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve({ release: () => new Promise(done => server.close(() => done())) });
    });
  });
}

function someoneAnswers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const visitor = connect(path);
    const answer = (answered: boolean) => {
      visitor.destroy();
      resolve(answered);
    };
    visitor.once('connect', () => answer(true));
    visitor.once('error', () => answer(false));
  });
}
