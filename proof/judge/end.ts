import type { Answer } from './answer.ts';
import type { Evidence, ModelCall } from './evidence.ts';
import { grouped } from './grouped.ts';
import { isCommand } from './is-command.ts';
import { lastOf } from './last-of.ts';
import { isCutShort } from './marks.ts';
import { isOutage } from './outage.ts';
import { turnSince } from './turn-since.ts';

/**
 * How an answer ended. `whole`: every sentence stands. `apology`, `failure`, `cut`: less, as the contract allows.
 * `unlanded`: less, though some of it was to be seen. `lost`: nothing of it was ever to be seen.
 * Of a command, which has no sentences, there is no less: its words stand, are not over, or do not stand.
 */
export type End = 'whole' | 'apology' | 'failure' | 'cut' | 'unlanded' | 'lost';

/** Says how an answer ended. `family`: all answers of its conversation. */
export function endOf(answer: Answer, family: readonly Answer[], evidence: Evidence): End {
  if (isCommand(answer.question)) return endOfCommand(answer);
  if (isWhole(answer)) return 'whole';
  const since = turnSince(answer, family);
  const hasFailed = () =>
    askedInVain(answer, evidence.attempts) || isOutage(since, answer.endedAt ?? 0, evidence);
  if (isInWords(answer)) {
    if (killsDuring(since, answer, evidence) >= evidence.deadlyKills) return 'apology';
    if (hasFailed()) return 'failure';
  }
  if (isBegun(answer) && (brokeInSight(answer) || hasFailed())) return 'cut';
  return answer.firstTextAt === undefined ? 'lost' : 'unlanded';
}

function endOfCommand(answer: Answer): End {
  if (answer.messages.length === 0) return 'lost';
  return isOver(answer) ? 'whole' : 'unlanded';
}

function isWhole({ question, sentences, messages }: Answer): boolean {
  if (messages.some(message => isCutShort(lastOf(message).text))) return false;
  const standing = new Set(sentences);
  return standing.size === question.sentences && Math.max(...standing) === question.sentences;
}

/** Words in place of the answer, and nothing that is still to come. */
function isInWords(answer: Answer): boolean {
  return isOver(answer) && answer.sentences.length === 0;
}

/** The answer's first sentences, each once, and nothing that is still to come. */
function isBegun(answer: Answer): boolean {
  const { sentences } = answer;
  return isOver(answer) && sentences.length > 0 && sentences.every((sentence, i) => sentence === i + 1);
}

function isOver({ messages }: Answer): boolean {
  return messages.length > 0 && messages.every(message => lastOf(message).isOver);
}

/** Processes that were killed while the turn may have run. */
function killsDuring(since: number, { endedAt = 0 }: Answer, { kills }: Evidence): number {
  return new Set(kills.filter(({ at }) => at >= since && at <= endedAt).map(({ of }) => of)).size;
}

/** One process has asked so often without an answer: a killed one's calls are not the model's failure. */
function askedInVain({ calls, endedAt = 0 }: Answer, attempts: number): boolean {
  const failed = calls.filter(({ outcome, at }) => outcome !== 'answered' && at <= endedAt);
  return [...byProcess(failed).values()].some(ofOne => ofOne.length >= attempts);
}

/** Two calls of one process broke off when text was to be seen: before it asked again, or gave up. */
function brokeInSight({ calls, firstTextAt, endedAt = 0 }: Answer): boolean {
  if (firstTextAt === undefined) return false;
  return [...byProcess(calls).values()].some(
    ofOne =>
      ofOne.filter(
        ({ outcome }, i) =>
          outcome === 'broken' && firstTextAt <= Math.min(ofOne[i + 1]?.at ?? endedAt, endedAt),
      ).length >= 2,
  );
}

function byProcess(calls: readonly ModelCall[]): ReadonlyMap<string, readonly ModelCall[]> {
  return grouped(calls, ({ by }) => by);
}
