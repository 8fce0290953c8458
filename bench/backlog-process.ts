/**
 * A process that begins calls as fast as the shared budget lets it.
 *
 * node --import tsx bench/backlog-process.ts <redis url> <prefix> <name> <qps> <waiters> <stumble ms>
 * Prints `ready`, begins at the first line of its input, and tells the time of every start, microseconds of the
 * machine's monotonic clock, one a line, and behind it by how much it may be late: the longest that this process stood
 * still so far. With `stumble ms` it stops to breathe that long five times a second.
 */
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openPermits } from '../src/generation/permits/permits.ts';
import { keysFor } from '../src/keys.ts';
import { silentLog } from '../src/log.ts';
import { connect } from '../src/redis/connect.ts';

const [url = '', prefix = '', processId = '', qps = '', waiters = '', stumbleMs = '0'] =
  process.argv.slice(2);
const fail = (error: Error) => console.error(error.message);
const permits = openPermits({
  redis: connect(url, 'patient', fail),
  subscriber: connect(url, 'patient', fail),
  keys: keysFor(prefix),
  account: 'bench',
  processId,
  limits: { qps: Number(qps) },
  now: () => performance.now(),
  log: silentLog,
});

process.stdin.on('end', () => process.exit());
console.log('ready');
await once(process.stdin, 'data');
const stalls = monitorEventLoopDelay({ resolution: 1 });
stalls.enable();

async function callAfterCall() {
  for (;;) {
    const { signal } = new AbortController();
    await permits.take({ since: Date.now(), seen: false, tokens: 0 }, signal, () => {});
    process.stdout.write(`${process.hrtime.bigint() / 1000n} ${Math.ceil(stalls.max / 1000)}\n`);
  }
}
for (let waiter = 0; waiter < Number(waiters); waiter += 1) void callAfterCall();

function stumble() {
  const until = performance.now() + Number(stumbleMs);
  while (performance.now() < until);
}
if (stumbleMs !== '0') setInterval(stumble, 200);
