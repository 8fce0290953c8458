import type { Call } from '../../simulators/ernie/index.ts';
import type { Evidence, Message, ModelCall, Question, Write } from '../judge/evidence.ts';
import type { Asked } from './asked.ts';
import { attribute } from './attribute.ts';
import { askedIn, sentencesIn } from './marks.ts';
import { repliedTo } from './replied-to.ts';
import { attempts } from './settings.ts';
import type { Town } from './town.ts';

/** As the contract promises: the third crash of one turn ends it. */
const deadlyKills = 3;
/** How long the bot lets people wait in an outage before it tells them; as it comes. */
const outageMs = 60_000;
/** A sentence has 20 to 30 of the 3000 tokens and more that are there for the history. */
const sentencesInMemory = 60;

/** Everything that was seen, in the judge's words. */
export function evidenceOf(town: Town, asked: readonly Asked[]): Evidence {
  return {
    budget: town.budget,
    deadlyKills,
    memory: { sentences: sentencesInMemory, ms: town.memoryMs },
    attempts,
    outageMs,
    questions: questionsOf(town, asked),
    messages: messagesOf(inOrderOfAcceptance(town, asked)),
    modelCalls: town.ernie.calls.flatMap(call => modelCall(call, town.callers.get(call.id) ?? 'unknown')),
    writes: town.notes.calls.flatMap(({ question, by, at, landedAt, isUnanswered, kind }): Write[] =>
      kind === undefined ? [] : [{ question, by, at, landedAt, isUnanswered, kind }],
    ),
    kills: town.crew.kills,
    stops: town.crew.stops,
    stalls: town.stalls(),
  };
}

function questionsOf({ platforms }: Town, asked: readonly Asked[]): Question[] {
  const delivered = Object.fromEntries(
    Object.values(platforms).map(platform => [platform.name, platform.deliveries()]),
  );
  return asked.map(({ question: { number, sentences }, platform, room, messageId }) => {
    const { handedAt, acceptedAt } = delivered[platform]?.get(messageId) ?? {};
    return { number, platform, conversation: room.id, sentences, handedAt, acceptedAt };
  });
}

/** The order in which they are answered; what nobody accepted comes last. */
function inOrderOfAcceptance({ platforms }: Town, asked: readonly Asked[]): readonly Asked[] {
  const accepted = new Map(
    Object.values(platforms).flatMap(platform => {
      const delivered = platform.deliveries();
      return asked
        .filter(one => one.platform === platform.name)
        .map(one => [one, delivered.get(one.messageId)?.acceptedAt ?? Number.POSITIVE_INFINITY] as const);
    }),
  );
  return asked.toSorted((a, b) =>
    accepted.get(a) === accepted.get(b) ? 0 : (accepted.get(a) ?? 0) - (accepted.get(b) ?? 0),
  );
}

function messagesOf(asked: readonly Asked[]): Message[] {
  const rooms = new Map(asked.map(({ room, platform }) => [room, platform]));
  return [...rooms].flatMap(([room, platform]) => {
    const shown = room.shown();
    const here = asked.filter(one => one.room === room);
    const questions = attribute(shown, here);
    return shown.map(message => ({
      platform,
      conversation: room.id,
      id: message.id,
      question: questions.get(message),
      repliesTo: repliedTo(message, here),
      states: message.states,
      isGone: message.isGone,
    }));
  });
}

/** What a model call was, as the wire showed it; nothing for one whose body never came. */
function modelCall(call: Call, by: string): ModelCall[] {
  const messages = (call.body as { messages?: { role: string; content: string }[] } | undefined)?.messages;
  const question = askedIn(messages?.findLast(({ role }) => role === 'user')?.content ?? '')?.number;
  if (!messages || question === undefined) return [];
  return [
    {
      question,
      by,
      at: call.time,
      endedAt: call.endedAt,
      outcome: outcomeOf(call),
      rounds: roundsIn(messages),
    },
  ];
}

/** Faults that disturb an answer and leave it whole. */
const harmless = new Set(['byte-by-byte', 'slow-start', 'malformed-frame']);

function outcomeOf({ outcome, fault, aborted }: Call): ModelCall['outcome'] {
  if (outcome !== 'ok') return outcome === 'pending' ? 'broken' : 'refused';
  return aborted || (fault !== undefined && !harmless.has(fault)) ? 'broken' : 'answered';
}

function roundsIn(messages: readonly { role: string; content: string }[]): ModelCall['rounds'] {
  return messages.flatMap(({ role, content }, index) => {
    const asked = role === 'user' ? askedIn(content) : undefined;
    const answer = messages[index + 1];
    if (!asked || answer?.role !== 'assistant') return [];
    return [{ question: asked.number, sentences: sentencesIn(answer.content) }];
  });
}
