import type { Finding } from '../platform.ts';

/** From here on webhooks look stale and tokens expired, milliseconds. */
const tolerableMs = 5000;

/**
 * Compares this machine's clock with another's.
 * @param theirs Unix milliseconds there, asked at `ours`
 */
export function compareClocks(whose: string, theirs: number, ours: number): Finding {
  const seconds = Math.round(Math.abs(theirs - ours) / 1000);
  if (Math.abs(theirs - ours) <= tolerableMs)
    return { level: 'good', what: `This machine's clock agrees with ${whose}` };
  return {
    level: 'bad',
    what: `This machine's clock is ${seconds} s ${ours > theirs ? 'ahead of' : 'behind'} ${whose}`,
    remedy:
      'synchronise it (timedatectl set-ntp true); under WSL2, which sleeps with Windows: sudo hwclock -s',
  };
}
