import { createHash, randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type ListenOptions } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Where the private Redis of one data folder listens, and what its owner claims. */
export interface Place {
  /** Claimed by the process that the server belongs to. */
  readonly claimed: ListenOptions;
  /** For `connect`. May hold a password. */
  readonly url: string;
  /** Lines of the server's configuration. */
  readonly lines: readonly string[];
}

/** Longest path of a Unix socket in bytes: 103 on macOS, 107 on Linux. */
const longestSocket = 103;

/**
 * A Unix socket in a folder of the system's temporary directory that only this user may enter, named for the data
 * folder: `DATA_DIR` itself may be too deep for a socket, or on a file system without any.
 * @param dataDir absolute, symbolic links resolved
 * @returns undefined when the path would be too long
 */
export async function socketPlace(dataDir: string): Promise<Place | undefined> {
  const folder = join(
    tmpdir(),
    `yanqiao-${digest(`${userInfo().uid}:${dataDir}`).toString('hex').slice(0, 16)}`,
  );
  const socket = join(folder, 'redis.sock');
  if (Buffer.byteLength(socket) > longestSocket) return undefined;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== userInfo().uid)
    throw new Error(`${folder} belongs to another user: remove it, or set REDIS_URL.`);
  await chmod(folder, 0o700);
  return {
    claimed: { path: join(folder, 'owner.sock') },
    url: `unix:${socket}`,
    lines: ['port 0', `unixsocket ${JSON.stringify(socket)}`, 'unixsocketperm 700'],
  };
}

/**
 * Loopback, with a password, where Unix sockets do not work. The port and the password of a server that may still run
 * are kept in the data folder.
 * @param dataDir absolute, symbolic links resolved
 */
export async function loopbackPlace(dataDir: string): Promise<Place> {
  const file = join(dataDir, 'loopback.json');
  const { port, password } = (await known(file)) ?? (await chosen(file));
  return {
    claimed: { host: '127.0.0.1', port: ownerPort(dataDir) },
    url: `redis://:${password}@127.0.0.1:${port}`,
    lines: [`port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`],
  };
}

interface Loopback {
  readonly port: number;
  readonly password: string;
}

async function known(file: string): Promise<Loopback | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Loopback;
  } catch {
    return undefined;
  }
}

async function chosen(file: string): Promise<Loopback> {
  const loopback = { port: await freePort(), password: randomBytes(24).toString('hex') };
  await writeFile(file, JSON.stringify(loopback), { mode: 0o600 });
  return loopback;
}

/** The same for the same folder: 20000–29999, below the ports that systems hand out by themselves. */
const ownerPort = (dataDir: string) => 20_000 + (digest(dataDir).readUInt32BE() % 10_000);

const digest = (text: string) => createHash('sha256').update(text).digest();

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
