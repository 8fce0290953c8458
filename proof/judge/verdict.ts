/**
 * What the bot can be charged with.
 *
 * - `lost`: nothing of an answer was ever shown, and no allowed words in its place
 * - `unlanded`: it was begun in sight, and its last state is not the whole answer
 * - `twice`: a sentence stands in two places, words of service beside the answer, or the words that answer a command
 * - `strayed`: a sentence stands where another question was answered, in reply to another one, or in another chat, or words
 *   where nobody asked
 * - `disordered`: answers ended in another order than their questions came, or sentences stand in a wrong one
 * - `overlapping`: two turns of one conversation at once, or two processes that write one answer in turns
 * - `orphaned`: a message that still says that more will come
 * - `over-budget`: a call of the model beyond what may begin in that time
 * - `forgetful`: a prompt whose history is not the conversation's
 */
export const charges = [
  'lost',
  'unlanded',
  'twice',
  'strayed',
  'disordered',
  'overlapping',
  'orphaned',
  'over-budget',
  'forgetful',
] as const;

export type Charge = (typeof charges)[number];

export interface Finding {
  readonly charge: Charge;
  /** The question that it is about; missing: it is about none alone. */
  readonly question: number | undefined;
  /** Ids of the messages that show it. */
  readonly messages: readonly string[];
  /** A sentence for people. It tells durations, and no time of day, so that a run played again says the same. */
  readonly words: string;
}

/** What looks like a fault and is promised as it is. */
export interface Allowed {
  /** Answers that ended in an apology, for their turn killed too many processes. */
  readonly apologies: number;
  /** Answers that ended in words about the model's failure, which had been asked often enough, or was silent for all. */
  readonly failures: number;
  /** Answers that stay cut off, for the model broke off twice in sight, or failed then. */
  readonly cuts: number;
  /** Messages on Telegram that stand twice because of a kill between a send that cannot be repeated and its note. */
  readonly window: number;
  /** Ordinary messages on DingTalk that stand twice because of one, or of a lost confirmation. */
  readonly dingtalkWindow: number;
}

export interface Verdict {
  readonly questions: number;
  /** Whole, whatever else there is to say about them. */
  readonly answered: number;
  /** They are no questions, and are charged like them. */
  readonly commands: number;
  readonly commandsAnswered: number;
  /** Never handed to the bot: a fault of the runner, and not of the bot. */
  readonly unheard: number;
  readonly counts: Readonly<Record<Charge, number>>;
  readonly allowed: Allowed;
  /** In the order of the charges, then of the questions. */
  readonly findings: readonly Finding[];
}
