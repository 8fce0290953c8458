import type { Environment } from '../src/config/read.ts';
import { repliesSince, settled } from './exchange.ts';
import { abilitiesOf } from './screen/abilities.ts';
import { colourInk, plainInk } from './screen/ink.ts';
import { openView } from './screen/view.ts';
import type { Stage } from './stage.ts';
import { tellStates } from './tell-states.ts';
import type { Words } from './words/index.ts';

/** What a model's longest answer may take, with all its retries. */
const patienceMs = 420_000;
/** A command's answer comes in one piece; its further messages follow within this. */
const commandMs = 1500;

const noFooter = { rows: () => 0, redraw() {} };

/** Where the answer goes, and what is told of a failure. */
export interface Answer {
  readonly output: NodeJS.WriteStream;
  readonly complain: (line: string) => void;
}

/** Asks once and shows the answer growing; then it stands there, last. @returns whether the question was answered */
export async function ask(
  stage: Stage,
  words: Words,
  question: string,
  { output, complain }: Answer,
  env: Environment,
): Promise<boolean> {
  const { telegram, direct, person } = stage;
  const askedAt = Date.now();
  const questionId = telegram.say(direct, person, question);
  const replies = () => repliesSince(stage, direct, questionId);

  const { movesCursor, colours } = abilitiesOf(output.isTTY, env);
  const show = movesCursor
    ? openView(stage, words, output, colours ? colourInk : plainInk, noFooter).draw
    : tellStates(replies, askedAt, words, line => output.write(`${line}\n`));
  const unwatch = telegram.onChange(show);
  show();
  try {
    const outcome = await untilAnswered(stage, questionId, question.startsWith('/'));
    const text = replies()
      .map(reply => reply.text)
      .join('\n');
    const answered = outcome === 'answered';
    if (!answered) complain(`${outcome}: ${text}`);
    else if (!movesCursor) output.write(`\n${text}\n`);
    return answered;
  } finally {
    unwatch();
  }
}

/** @returns how it ended: `answered`, or what else the bot's log calls it */
async function untilAnswered(stage: Stage, questionId: number, isCommand: boolean): Promise<string> {
  const { telegram, direct, mishap } = stage;
  if (!isCommand) return (await settled(stage, direct, questionId, patienceMs)).outcome;
  const answer = telegram.waitFor(() => repliesSince(stage, direct, questionId).length > 0, 30_000);
  await Promise.race([answer, mishap]);
  await new Promise(resolve => setTimeout(resolve, commandMs));
  return 'answered';
}
