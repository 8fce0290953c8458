import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Undo } from '../../src/main/undo.ts';
import { machineTime } from '../support/instant.ts';
import type { Kind, News } from './process.ts';

/** Processes that share one kind of work. */
export interface Crew {
  /** Has the processes add `count` pieces, and do them; resolves when all is done. @returns pieces per second */
  run(count: number): Promise<number>;
}

/** Pieces that are under way for each process, so that a line forms and does not grow, and how many are added at once. */
const underWay = 200;
const handful = 50;

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
      let [sent, done, lastAt] = [0, 0, 0];
      const startedAt = machineTime();
      const feed = () => {
        while (sent < count && sent - done < underWay * processes) {
          const next = Math.min(handful, count - sent);
          children[Math.floor(sent / handful) % processes]?.send(next);
          sent += next;
        }
      };
      await new Promise<void>((resolve, reject) => {
        const gone = () => reject(new Error('A process ended before its work was done.'));
        const hear = (news: News) => {
          if (news.kind !== 'done') return;
          done += news.count;
          lastAt = Math.max(lastAt, news.at);
          if (done < count) return feed();
          for (const child of children) child.off('message', hear).off('exit', gone);
          resolve();
        };
        for (const child of children) child.on('message', hear).once('exit', gone);
        feed();
      });
      return (count / (lastAt - startedAt)) * 1000;
    },
  };
}
