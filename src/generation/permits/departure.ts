/**
 * How no second sees more than `MODEL_QPS` = N calls *arrive*, although a call leaves later than its start, and no later
 * call's start waits for it. Milliseconds; s is a call's start as the log has it, w the moment at which it was written.
 *
 * 1. The log never has more than N starts in any 1000 + 16 (`guardMs`).
 * 2. A call with w ≤ s + 4 stays where it is. The guard covers that, and leaves 12 to the ways: by so much may one call
 *    travel longer than a later one.
 * 3. Any other is moved to a moment that is not before w, as soon as it is written: measured after the write, so that
 *    neither a connection that had to be made nor a process that stood still in between is overlooked. Until Redis hears of
 *    it the others count the call at s. That is right as long as nobody holds a start of s + 1016 or later; starts are
 *    granted 100 ahead at most, so that there is time until s + 916. And the move itself overfills no window: all later
 *    starts that exist then stand within one window with s, so that they are N - 1 at most.
 * 4. Whose connection stands later than s + 500 is not written: its start is given back, and with the connection in hand
 *    it waits for another, before all who have held none.
 *
 * What is left: a process that stands still for 400 ms between looking at the clock and telling Redis, and a network
 * that holds one call up by more than 12 ms. The vendor may then count one call too many; what it refuses is made
 * again, and slows everybody down.
 */

/** A call that has gone out so late still counts from its start. */
const promptMs = 4;
/** A connection that stands even later finds its start gone. */
const latestMs = 500;

/** @param lateMs how long after its start a call was written */
export const isPrompt = (lateMs: number): boolean => lateMs <= promptMs;

/** @param lateMs how long after its start a call could be written */
export const mayStillGo = (lateMs: number): boolean => lateMs <= latestMs;
