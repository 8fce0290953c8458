import type { Keys } from '../../../src/keys.ts';

export type SpaceKeys = ReturnType<typeof spaceKeys>;

/**
 * Where the playground is in Redis. No name has an id as a part between colons: what a person leads to by such a name goes
 * with `/forget-me`, and a chat stays.
 */
export function spaceKeys(keys: Pick<Keys, 'platform'>) {
  const key = (what: string) => keys.platform('console', what);
  return {
    /** sorted set: chat → when something was said in it last, Unix ms. */
    chats: key('chats'),
    /** hash: `about`, JSON of the chat; `opened`, when, Unix ms; `present`, `1` when the bot is in it. */
    chat: (id: string) => key(`chat-${id}`),
    /** list of its messages' ids, oldest first. */
    order: (id: string) => key(`order-${id}`),
    /** hash: message → its writer's pen, a blank, its JSON. */
    messages: (id: string) => key(`messages-${id}`),
    /** hash: message → JSON of the file that it carries. */
    files: (id: string) => key(`files-${id}`),
    /** list of deliveries that the bot has not accepted yet, oldest first. */
    inbox: key('inbox'),
    /** stream of what has changed: `chat`, and `message` where it is about one. */
    changes: key('changes'),
  };
}
