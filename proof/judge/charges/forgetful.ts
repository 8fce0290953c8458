import type { Case, Ended } from '../case.ts';
import type { Evidence, Kill, ModelCall } from '../evidence.ts';
import { inOrder } from '../in-order.ts';
import type { Finding } from '../verdict.ts';

/** Whoever goes on again needs so long to see that it was followed. */
const lateMs = 2000;
/** What has nearly been forgotten may be by the time when the prompt is made. */
const almost = 0.95;

/** Prompts whose history is not the latest answers of the conversation before it, whole and in order. */
export function forgetful({ conversations, evidence: { memory, kills } }: Case): readonly Finding[] {
  return conversations.flatMap(family =>
    family.flatMap(answer =>
      answer.calls
        .filter(call => !isLate(call, kills))
        .filter(call => !isRemembered(call, answeredBefore(call.at, answer, family), memory))
        .map(call => misremembered(answer, call)),
    ),
  );
}

/** What a process that stood still had been about to ask, it asks when it goes on; by then another may have answered. */
const isLate = ({ by, at }: ModelCall, kills: readonly Kill[]): boolean =>
  kills.some(({ of, until }) => of === by && until !== undefined && at >= until && at <= until + lateMs);

function misremembered({ question: { number } }: Ended, { rounds }: ModelCall): Finding {
  const history =
    rounds.length === 0 ? 'no history' : `${rounds.map(({ question }) => question).join(', ')} before it`;
  const words = `The model was asked question ${number} with ${history}, which is not what its conversation was.`;
  return { charge: 'forgetful', question: number, messages: [], words };
}

/** Answers that the history may tell of, oldest first. */
function answeredBefore(at: number, answer: Ended, family: readonly Ended[]): readonly Ended[] {
  const ended = family.filter(
    other => other !== answer && isRememberable(other) && other.endedAt !== undefined && other.endedAt <= at,
  );
  return inOrder(
    ended,
    ({ endedAt = 0 }) => endedAt,
    ({ question }) => question.number,
  );
}

/** Whether the rounds are the end of what was answered, without gaps, and no older one was left out that had room. */
function isRemembered(
  { at, rounds }: ModelCall,
  answered: readonly Ended[],
  { sentences, ms }: Evidence['memory'],
): boolean {
  let left = rounds.length;
  let told = 0;
  let since = at;
  for (const answer of answered.toReversed()) {
    const round = rounds[left - 1];
    told += answer.question.sentences;
    if (round && round.question === answer.question.number && isWhole(round.sentences, answer)) left -= 1;
    else if (silentFor(answer, since) > ms * almost) return left === 0;
    else if (isCertain(answer)) return left === 0 && told > sentences;
    since = answer.calls[0]?.at ?? since;
  }
  return left === 0;
}

const silentFor = ({ endedAt = 0 }: Ended, until: number): number => until - endedAt;

function isWhole(sentences: readonly number[], { question }: Ended): boolean {
  return sentences.length === question.sentences && sentences.every((sentence, i) => sentence === i + 1);
}

function isRememberable({ end }: Ended): boolean {
  return end === 'whole' || end === 'unlanded';
}

/** What the model never ended may stand whole by chance, and is not remembered; what did not land may be. */
function isCertain({ end, calls }: Ended): boolean {
  return end === 'whole' && calls.some(({ outcome }) => outcome === 'answered');
}
