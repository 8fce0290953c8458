import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const servers = ['redis-server', 'valkey-server'];

/** The first Redis (or Valkey) server on `path`, which is written as `PATH` is; undefined where there is none. */
export async function findServer(path: string): Promise<string | undefined> {
  for (const server of servers)
    for (const folder of path.split(delimiter).filter(folder => folder !== '')) {
      const file = join(folder, server);
      if (await canRun(file)) return file;
    }
  return undefined;
}

/** Whether `file` is there and may be executed. */
async function canRun(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
