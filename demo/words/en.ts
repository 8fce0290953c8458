import type { Words } from './words.ts';

/** English. */
export const en: Words = {
  locale: 'en',
  usage: `Usage: npm run demo                      a conversation in the terminal; without one, a short show plays itself
       npm run demo -- --ask "question"  one question, one answer
       npm run demo -- --real            the real model, with the keys of the environment and .env: in a terminal, or with --ask`,
  starting: 'Starting Redis, the simulators and the bot…',
  intro: {
    simulated:
      'Yanqiao: the real bot between a simulated Telegram and a simulated ERNIE. No account, no keys.',
    real: 'Yanqiao: the real bot and the real model; only Telegram is simulated.',
    hints: 'Ask anything · /help · “@ question” asks in a group · Ctrl-S or /stop · /quit or Ctrl-C leaves',
    console: 'In a browser, with a dashboard and buttons that break things:',
  },
  marks: { person: 'you  ', bot: 'bot  ' },
  personName: 'Lin',
  groupTitle: 'Bridge builders',
  stopHint: '[ Ctrl-S: stop ]',
  nothingToStop: 'Nothing is being answered.',
  buttonIgnored: 'The bot did not react to the button.',
  leaving: 'Leaving…',
  state: (seconds, characters) => `${seconds} s, ${characters} characters:`,

  questions: {
    direct: 'What is a bridge of words?',
    called: expression => `What is ${expression}?`,
    chatter: 'Lunch at twelve?',
    group: 'who built the first bridge?',
    refused: 'Are you there?',
    long: 'Please count to 40',
  },
  steps: {
    direct: {
      tried: 'a direct message is answered in one message that grows',
      done: (question, states, seconds) =>
        `“${question}” was answered in one message, which grew through ${states} states in ${seconds} s`,
    },
    called: {
      tried: 'a function that the model asks for is run, and the answer goes on with its result',
      done: (name, result) =>
        `ERNIE asked for the function ${name}; the bot ran it, and one message has the answer: ${result}`,
    },
    group: {
      tried: 'in a group, only a message that mentions the bot is answered',
      done: question =>
        `in the group, chatter was left alone, and “${question}” was answered as a reply to it`,
    },
    command: {
      tried: 'a command is answered at once',
      done: (lines, ms) => `/help was answered with ${lines} lines in ${ms} ms`,
    },
    refused: {
      tried: 'a refused call is retried in the same message',
      done: attempts =>
        `a call that ERNIE refused (code 18) was retried: ${attempts} attempts, one message, one answer`,
    },
    killed: {
      tried: 'a worker killed in mid-answer is followed by another, in the same message',
      done: (pid, seen, heir, seconds) =>
        `process ${pid} was killed (kill -9) at “…${seen}”; process ${heir} finished the same message ${seconds} s later, whole, nothing twice`,
    },
    leaving: {
      tried: 'the bot leaves in order when it is told to',
      done: () => 'told to end, the bot left in order, exit code 0',
    },
  },
  allRight: (count, seconds) => `All ${count} went right, in ${seconds} s.`,
  someWrong: (wrong, count) => `${wrong} of ${count} went wrong.`,
};
