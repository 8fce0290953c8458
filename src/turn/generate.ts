import { composeQuestion } from '../conversation/compose.ts';
import { fit } from '../conversation/window.ts';
import { PlatformFailure } from '../errors.ts';
import type { WordList } from '../generation/word-list.ts';
import { personKey } from '../message.ts';
import { type GrowingReply, growReply, type NextState } from '../reply/growing.ts';
import { estimateTokens } from '../tokens.ts';
import { askInCompany } from './ask-in-company.ts';
import type { Generation } from './generation.ts';
import { Interruption } from './interruption.ts';
import { noFunctions, type Offer } from './offer.ts';
import type { Conclusion, Ending } from './outcome.ts';
import type { TurnParts } from './parts.ts';
import { Spending } from './spent.ts';
import type { Steps } from './steps.ts';

/** A word of the list is in what was about to be shown. */
class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** Asks the model while the reply grows. Throws `Superseded`, or the `Interruption` that hands the turn back. */
export async function generate(parts: TurnParts, generation: Generation): Promise<Conclusion> {
  const { turn, running, message, model, reply, isNew } = generation;
  const spending = new Spending(model.name);
  const silent = (ending: Ending): Conclusion => ({ ending, thinking: '', spent: spending.total });
  const shown = turn.fields['shown'] ?? '';
  if (turn.fields['stop'] !== undefined) return silent({ kind: 'stopped', text: shown });
  const forbidden = await parts.forbidden();
  if (forbidden.isIn(message.text) || forbidden.isIn(message.quoted?.text ?? '')) {
    return silent({ kind: 'question-refused' });
  }
  const planned = plan(parts, generation);
  if (planned.kind === 'too-long') return silent(planned);

  let mayBeThere = !isNew;
  const beforeEdit = async ({ visible, markdown }: NextState) => {
    if (forbidden.isIn(markdown)) throw new Forbidden('A forbidden word is in the answer.');
    if (!mayBeThere) {
      // The record that is kept before the first send asks whose the turn is: one trip for both.
      mayBeThere = true;
      return turn.note({ shown: visible });
    }
    if ((await turn.hold({ shown: visible })) === 'stop') running.abort.abort(new Interruption('stopped'));
  };
  const growing = growReply(reply, shown, beforeEdit, error => running.abort.abort(error));
  parts.measure.growing(1);
  try {
    const ending = await askInCompany(parts, generation, growing, spending, planned).catch(error =>
      endingFrom(error, growing),
    );
    return checked({ ending, thinking: growing.thinking, spent: spending.total }, forbidden);
  } finally {
    parts.measure.growing(-1);
    await growing.stop();
  }
}

/** What functions give back must find room too: beside them a quotation may take as much of it. */
const quotableBesideFunctions = 2 / 3;

type Plan = { kind: 'planned' } & Pick<Steps, 'prompt' | 'room'>;

/** What the model is asked, as far as it fits. */
function plan(
  parts: TurnParts,
  { turn, message, rounds, model, wording }: Generation,
): Plan | Extract<Ending, { kind: 'too-long' }> {
  const { system, parameters } = parts.manner(turn.chatSettings);
  const windowBeside = ({ specs, tokens }: Offer) => {
    const beside = estimateTokens(system ?? '') + tokens;
    const room = (model.contextTokens - beside) * (specs.length > 0 ? quotableBesideFunctions : 1);
    const question = composeQuestion(message, wording, Math.min(model.questionTokens, Math.floor(room)));
    return fit(rounds, question, beside, model);
  };
  const offer = parts.offer(turn.chatSettings, model.contextTokens);
  const besideAll = windowBeside(offer);
  // A question that leaves no room for functions is asked without them.
  const [{ specs }, window] =
    besideAll.kind === 'fits' ? [offer, besideAll] : [noFunctions, windowBeside(noFunctions)];
  if (window.kind === 'too-long') return window;
  return {
    kind: 'planned',
    room: window.room,
    prompt: {
      ...(system ? { system } : {}),
      messages: window.messages,
      ...(specs.length > 0 ? { functions: specs } : {}),
      parameters,
      userHash: parts.userHash(personKey(message.platform, message.sender.id)),
    },
  };
}

/** What ended the asking from outside may end the turn too; else it is thrown on. */
function endingFrom(error: unknown, { visible }: GrowingReply): Ending {
  if (error instanceof Forbidden) return { kind: 'answer-refused' };
  const stopped = error instanceof Interruption && error.kind === 'stopped';
  // Nobody can read it any more (blocked, kicked): no reason to go on.
  if (stopped || error instanceof PlatformFailure) return { kind: 'stopped', text: visible };
  throw error;
}

/** What was not shown on the way is looked at now. */
function checked(conclusion: Conclusion, forbidden: WordList): Conclusion {
  const { ending, thinking } = conclusion;
  const text = 'text' in ending ? (ending.text ?? '') : '';
  if (text === '' || !(forbidden.isIn(text) || forbidden.isIn(thinking))) return conclusion;
  return { ...conclusion, ending: { kind: ending.kind === 'cleared' ? 'cleared' : 'answer-refused' } };
}
