import type { Log } from './log.ts';

/** Whoever is renamed all the time is not told of for ever. */
const mostTold = 1000;

/** The same log, which says each thing once in the life of this process. */
export function logOnce(log: Log): Log {
  const told = new Set<string>();
  return (event, fields) => {
    const line = JSON.stringify([event, fields]);
    if (told.has(line) || told.size >= mostTold) return;
    told.add(line);
    log(event, fields);
  };
}
