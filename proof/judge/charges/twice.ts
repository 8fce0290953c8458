import { sentencesIn } from '../answer.ts';
import type { Case, Ended } from '../case.ts';
import { idsOf } from '../ids-of.ts';
import { isCommand } from '../is-command.ts';
import { listed } from '../listed.ts';
import type { Finding } from '../verdict.ts';

/** Answers that people read twice, and words of service that nobody took away from beside an answer. */
export function twice({ answers }: Case): readonly Finding[] {
  return answers.flatMap(answer => {
    if (isCommand(answer.question)) return saidAgain(answer);
    const [repeated, beside] = [repeatedIn(answer), wordsBeside(answer)];
    const { number } = answer.question;
    if (repeated.length > 0) {
      const words = `Of the answer to question ${number}, ${listed(repeated)} of the sentences stand more than once.`;
      return [{ charge: 'twice', question: number, messages: idsOf(answer.messages), words }];
    }
    if (beside.length > 0) {
      const words = `Beside the answer to question ${number} stand ${beside.length} more messages about it.`;
      return [{ charge: 'twice', question: number, messages: beside, words }];
    }
    return [];
  });
}

/** A command's answer is one message. */
function saidAgain({ question: { number }, messages }: Ended): readonly Finding[] {
  if (messages.length < 2) return [];
  const words = `The answer to command ${number} stands ${messages.length} times.`;
  return [{ charge: 'twice', question: number, messages: idsOf(messages), words }];
}

function repeatedIn({ sentences }: Ended): readonly number[] {
  return [...new Set(sentences.filter((sentence, i) => sentences.indexOf(sentence) !== i))];
}

/** Ids of messages without a sentence of the answer, where they are not all that there is. */
function wordsBeside({ question, messages }: Ended): readonly string[] {
  const bare = messages.filter(message => sentencesIn(message, question).length === 0);
  return idsOf(bare.length === messages.length ? bare.slice(1) : bare);
}
