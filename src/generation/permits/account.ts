import type { Redis } from 'ioredis';
import type { Keys, PermitPart } from '../../keys.ts';

/** A model account, whose budget all processes share: where it stands in Redis. */
export interface Account {
  /** The provider's name: one bot has one account with each. */
  readonly name: string;
  readonly redis: Redis;
  key(part: PermitPart): string;
  /** Where a process hears of its permits. */
  channel(process: string): string;
}

export function accountOf(redis: Redis, keys: Keys, name: string): Account {
  return {
    name,
    redis,
    key: part => keys.permits(name, part),
    channel: process => keys.permitsOf(name, process),
  };
}
