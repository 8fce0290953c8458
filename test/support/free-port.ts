import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that the system gives to connections: what is free there stays so until somebody asks for that very port. */
const [lowest, highest] = [20_000, 32_000];

/** Who asks for many takes them later. */
const given = new Set<number>();

/** A port that nobody has or was told of here, and that stays free while a server that had it is away. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  return once(server, 'listening').then(
    async () => {
      await new Promise(done => server.close(done));
      return true;
    },
    () => false,
  );
}
