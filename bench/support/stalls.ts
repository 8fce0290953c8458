import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Watches how long this process's loop stands still. A call that comes meanwhile is seen too late, on a new connection
 * twice: once when it is accepted, once when it is read.
 * @returns ends it, and gives by how many milliseconds a server in this process may have seen a call too late
 */
export function watchStalls(): () => number {
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  return () => {
    stalls.disable();
    return (2 * stalls.max) / 1e6;
  };
}
