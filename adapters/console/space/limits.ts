/** What the playground keeps: it is for trying things, and everything in it goes a week after the last word. */

/** Milliseconds after the last change of a chat. */
export const lifeMs = 7 * 24 * 60 * 60_000;
export const chatsAtMost = 20;
/** In one chat; the oldest go first. */
export const messagesAtMost = 500;
/** What waits for the bot. */
export const deliveriesAtMost = 1000;
/** Who has missed more than these, about, reads everything anew. */
export const changesAtMost = 2000;
