import type { Kill, Message, Write } from './evidence.ts';
import { lastOf } from './last-of.ts';
import { marksIn } from './marks.ts';

/**
 * Sets apart what may stand twice: a message made by a send which the platform does not know again, whose process was killed
 * before it wrote anything else about the question, where another process made the message anew after that. Only what is
 * also told elsewhere is set apart, and nothing that anybody changed later: who changed it knew of it. A blind send needs no
 * kill for that: it is made anew once its answer was lost, for nobody can know that it was done.
 * @param messages of one question, those that stand, in order  @param writes about it, in order
 */
export function removedTwins(
  messages: readonly Message[],
  writes: readonly Write[],
  kills: readonly Kill[],
): { readonly messages: readonly Message[]; readonly twins: readonly Message[] } {
  const twin = messages.find(message => {
    const others = messages.filter(other => other !== message);
    return isToldBy(message, others) && isOfTheWindow(message, others, writes, kills);
  });
  if (!twin) return { messages, twins: [] };
  const rest = removedTwins(
    messages.filter(message => message !== twin),
    writes,
    kills,
  );
  return { messages: rest.messages, twins: [twin, ...rest.twins] };
}

function isOfTheWindow(
  message: Message,
  others: readonly Message[],
  writes: readonly Write[],
  kills: readonly Kill[],
): boolean {
  const send = sendOf(message, writes);
  if (!send || send.kind === 'idempotent-send' || message.states.length > 1) return false;
  const madeAnew = others.flatMap(other => sendOf(other, writes) ?? []).filter(anew => anew !== send);
  const { landedAt = send.at } = send;
  if (send.kind === 'blind-send' && send.isUnanswered) return madeAnew.some(({ at }) => at >= landedAt);
  const killedAt = Math.min(
    ...kills.filter(({ of, at }) => of === send.by && at >= send.at).map(({ at }) => at),
  );
  if (killedAt === Number.POSITIVE_INFINITY) return false;
  const wroteMore = writes.some(
    write => write !== send && write.by === send.by && write.at >= send.at && write.at <= killedAt,
  );
  return !wroteMore && madeAnew.some(({ by, at }) => by !== send.by && at >= killedAt);
}

/** The call that made a message: of those under way when it appeared, the latest. */
function sendOf({ states: [first] }: Message, writes: readonly Write[]): Write | undefined {
  const sends = writes.filter(({ kind }) => kind !== 'change');
  return (
    sends.find(({ landedAt }) => landedAt === first.at) ??
    sends.findLast(({ at, landedAt = Number.POSITIVE_INFINITY }) => at <= first.at && first.at <= landedAt)
  );
}

function isToldBy(message: Message, others: readonly Message[]): boolean {
  const told = others.flatMap(other => marksIn(lastOf(other).text));
  return marksIn(lastOf(message).text).every(({ question, sentence }) =>
    told.some(mark => mark.question === question && mark.sentence === sentence),
  );
}
