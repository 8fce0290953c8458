import type { Redis } from 'ioredis';

/** How a Redis fails. */
export type Spoiling = 'busy' | 'unreachable';

/** What ioredis throws then. */
const errors = {
  busy: () => Object.assign(new Error('BUSY Redis is busy running a script'), { name: 'ReplyError' }),
  unreachable: () => new Error('Connection is closed.'),
} as const satisfies Record<Spoiling, () => Error>;

/** The real Redis, whose next step about a chat can be made to fail. */
export function spoilable(redis: Redis) {
  const spoilt = new Map<string, Spoiling>();
  const steps: ReadonlySet<string | symbol> = new Set(['evalsha', 'eval']);
  const proxy = new Proxy(redis, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const chat = steps.has(name) ? args.find(each => spoilt.has(String(each))) : undefined;
        const how = spoilt.get(String(chat));
        if (how) {
          spoilt.delete(String(chat));
          return Promise.reject(errors[how]());
        }
        return Reflect.apply(value, target, args);
      };
    },
  });
  return {
    redis: proxy,
    spoil(chat: string, how: Spoiling) {
      spoilt.set(chat, how);
    },
  };
}
