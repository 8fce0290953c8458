/** A process that owns the private Redis of the folder in its first argument, until it is killed. */
import { systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import { startRedis } from '../../src/redis/embedded.ts';

const [, , dataDir = '', program = ''] = process.argv;
const redis = await startRedis({ program, dataDir, clock: systemClock, log: silentLog });
console.log(redis.url);
setInterval(() => {}, 1000);
