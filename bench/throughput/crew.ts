import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Undo } from '../../src/main/undo.ts';
import { machineTime } from '../support/instant.ts';
import type { Kind, News } from './process.ts';

/** Processes that share one kind of work. */
export interface Crew {
  /** Has each process add its share of `count`; resolves when all is done. @returns pieces per second, adding included */
  run(count: number): Promise<number>;
}

/** Starts so many processes; they are killed when all is undone. */
export async function startCrew(kind: Kind, processes: number, redisUrl: string, undo: Undo): Promise<Crew> {
  const file = fileURLToPath(new URL('./process.ts', import.meta.url));
  const children = Array.from({ length: processes }, () =>
    fork(file, [kind, redisUrl], { execArgv: ['--import', import.meta.resolve('tsx')] }),
  );
  undo.add(() => Promise.all(children.map(child => child.kill('SIGKILL') && once(child, 'exit'))));
  await Promise.all(children.map(child => once(child, 'message')));
  return {
    async run(count) {
      const share = Math.ceil(count / processes);
      let left = share * processes;
      let lastAt = 0;
      const startedAt = machineTime();
      await new Promise<void>(resolve => {
        const hear = (news: News) => {
          if (news.kind !== 'done') return;
          left -= news.count;
          lastAt = Math.max(lastAt, news.at);
          if (left > 0) return;
          for (const child of children) child.off('message', hear);
          resolve();
        };
        for (const child of children) child.on('message', hear).send(share);
      });
      return ((share * processes) / (lastAt - startedAt)) * 1000;
    },
  };
}
