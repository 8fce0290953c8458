import type { Job } from 'bullmq';

/** A killed worker's job runs again after lock + one check: 10–15 s, measured; BullMQ's defaults need 43–66 s. */
const lockMs = 10_000;
/** So that Redis may be silent for most of that: with half of it, one renewal that fails would lose the lock. */
const renewMs = lockMs / 4;
const stalledCheckMs = 5_000;
/** BullMQ must never fail a job for its crashes: who runs it counts them, or need not. */
const stalledCount = 1000;

/** How a worker's locks live; `holdLock` renews them. */
export const lockOptions = {
  lockDuration: lockMs,
  skipLockRenewal: true,
  stalledInterval: stalledCheckMs,
  maxStalledCount: stalledCount,
} as const;

/**
 * Does a job's work, and renews its lock meanwhile. BullMQ's own renewal goes by the wall clock: in a process whose clock
 * is set back it stops for as long, and other processes take its jobs over.
 */
export async function holdLock<T>(job: Job, work: () => Promise<T>): Promise<T> {
  let isRenewing = false;
  const timer = setInterval(async () => {
    if (isRenewing) return;
    isRenewing = true;
    await job.extendLock(job.token ?? '', lockMs).catch(() => {}); // the connection's owner logs it
    isRenewing = false;
  }, renewMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
