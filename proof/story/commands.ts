import type { Dice } from './dice.ts';
import type { Question, Room } from './story.ts';

/**
 * Of what is said in direct chats so much is a command; more of what something befalls, for only such a one is easily lost or
 * said twice.
 */
const shares = { befallen: 0.15, usual: 0.03 };

/**
 * Makes commands of some of what people say where they may give all of them; the rest stays as it is.
 * @param dice thrown for this alone
 */
export function withCommands(
  questions: readonly Question[],
  rooms: readonly Room[],
  dice: Dice,
): readonly Question[] {
  return questions.map(question => {
    const isThrown = dice.chance(question.mishap ? shares.befallen : shares.usual);
    return isThrown && rooms[question.room]?.kind === 'direct' ? asCommand(question) : question;
  });
}

/** The model is not asked, and the answer is there with one call: what befalls it, befalls it then. */
function asCommand(question: Question): Question {
  const { mishap } = question;
  return {
    ...question,
    sentences: 0,
    modelFault: undefined,
    mishap: mishap && { ...mishap, at: { side: 'platform', nth: 1, stage: mishap.at.stage } },
  };
}
