import { codeSpan } from './code-span.ts';
import { enCommands } from './en/commands.ts';
import { enOverQuota } from './en/quota.ts';
import { beginning } from './figures.ts';
import type { Wording } from './wording.ts';

/** Without an admin nobody can send the command. */
const letIn = (ownerless: boolean, subject: string) =>
  ownerless ? '' : `send ${codeSpan(`/allow ${subject}`)}, or `;

/** English. */
export const en: Wording = {
  languageName: 'English',

  failure: {
    unavailable:
      'ERNIE is unavailable; I tried several times without success. Please send /retry in a few minutes.',
    rate: 'Too many questions right now; I tried several times and got no turn. Please send /retry in a moment.',
    'minute-rate': 'The calls of this minute are used up. Please send /retry in a minute or two.',
    broken: 'The connection to ERNIE broke, and trying again did not help. Please send /retry later.',
    silent: 'ERNIE was silent for too long, so there is no answer. Please send /retry later.',
    outage:
      'ERNIE is down and has not come back yet. I keep trying by myself; please send /retry in a few minutes.',
    token: 'I could not sign in to ERNIE; an admin has to look into it. Send /retry once it is fixed.',
    credentials: "The bot's ERNIE keys are wrong; an admin has to fix them. Send /retry once that is done.",
    permission:
      "The bot's account may not use this model; an admin has to enable it. Send /retry once that is done.",
    quota: 'The ERNIE quota is used up; an admin has to top it up. Send /retry once that is done.',
    configuration:
      "ERNIE did not accept the bot's settings; an admin has to fix them. Send /retry once that is done.",
    history: 'ERNIE could not read the earlier conversation. Please send /new to start afresh and ask again.',
    'too-long':
      'The question and the conversation before it are too long together. Please shorten it, or send /new and ask again.',
    unsafe:
      'The question did not pass the content review, so ERNIE did not answer. Please rephrase it or change the topic.',
    request:
      'ERNIE did not accept this question, and the mistake is ours. Please rephrase it; if it keeps happening, tell an admin.',
  },

  thinking: 'Thinking…',
  waiting: place =>
    place <= 1
      ? 'In line, you are next…'
      : place === 2
        ? 'In line, 1 question before yours…'
        : `In line, ${place - 1} questions before yours…`,
  retrying: 'ERNIE is busy, trying again by myself…',
  usingTool: 'Using a tool…',
  builtIns: {
    time: { running: 'Looking at the clock…', about: 'tells the date and the time, anywhere' },
    calculate: { running: 'Calculating…', about: 'calculates exactly' },
    read_page: { running: 'Reading the page…', about: 'reads the text of a page on the web' },
  },
  thoughts: 'Thoughts',

  stopped: '⏹ Stopped.',
  stoppedEmpty: '⏹ Stopped before the first word.',
  cut: '⚠️ The connection broke; the answer is not complete. Send /retry for a new one.',
  truncated: "✂️ The answer reached the model's length limit. Send “continue” to go on.",
  noAnswer: 'ERNIE wrote nothing this time. Please rephrase the question, or send /retry.',
  apology: 'Sorry, this question made the bot fail several times, so I gave it up. Please rephrase it.',
  cleared:
    'For content safety the answer was taken back, and this conversation is closed and erased. You can start a new topic right away.',
  clearedBelow:
    '⚠️ For content safety this conversation is closed and erased. You can start a new topic right away.',
  questionRefused:
    'There is a word in this question that may not be used, so it was not sent to ERNIE. Please rephrase it.',
  answerRefused:
    'There was a word in the answer that may not be used, so it was taken back. Please rephrase the question, or send /retry.',
  aiLabel: 'AI-generated, for reference only.',

  tooLong: (tokens, limit) =>
    `The question is too long: about ${tokens} tokens, at most ${limit} at a time. Please shorten it or send it in parts.`,
  queueFull: limit =>
    `${limit} messages are waiting here already, so this one was not taken. Please send it again after the answers.`,
  overQuota: enOverQuota,
  nothingToRetry: 'There is no question here to answer again. Just send a message to ask one.',
  notText: content =>
    ({
      picture: 'I cannot see pictures yet. Please write it, or ask in the caption.',
      voice: 'I cannot hear voice messages yet. Please write it.',
      video: 'I cannot watch videos yet. Please write it.',
      file: 'I cannot read files yet. Please paste what matters as text.',
      sticker: 'I do not understand stickers. Please write it.',
      place: 'I cannot see places. Please write where it is and what you want to know.',
      other: 'I can only read text. Please write it.',
    })[content],
  emptyMention:
    'Here I am. Write the question in the same message that mentions me, or send /help to see what I can do.',
  stranger: (person, group, ownerless) =>
    [
      "Sorry, I may not answer you here yet. Please send this to the bot's admin:",
      `- to let you in: ${letIn(ownerless, `user:${person}`)}add ${codeSpan(person)} to the setting ALLOWED_USERS`,
      ...(group === undefined
        ? []
        : [
            `- to let the whole group in: ${letIn(ownerless, `chat:${group}`)}add ${codeSpan(group)} to the setting ALLOWED_CHATS`,
          ]),
      ...(ownerless
        ? [`- if the bot is yours: write ${codeSpan(`ADMINS=${person}`)} into the settings`]
        : []),
    ].join('\n'),
  greeting: [
    "Hello everyone, I am **Yanqiao**, the bot that brings Baidu's ERNIE into your chats. Mention me, or reply to one of my messages, to ask; other messages I neither read nor keep.",
    'Send /help to see what I can do, and /start to see what I remember and for how long.',
  ].join('\n\n'),
  strangeGroup: (group, ownerless) =>
    [
      "Hello everyone, I am **Yanqiao**. I may not answer in this group yet. Please send this to the bot's admin:",
      `- to let the whole group in: ${letIn(ownerless, `chat:${group}`)}add ${codeSpan(group)} to the setting ALLOWED_CHATS`,
    ].join('\n'),
  banned: ({ until, reason }, whose) =>
    [
      `${whose === 'user' ? 'You were banned by an admin' : 'An admin banned me from answering here'}; I do not answer until ${until ?? 'the ban is lifted'}.`,
      ...(reason === undefined ? [] : [`Reason: ${beginning(reason, 200)}`]),
    ].join('\n'),
  unsafeText:
    '⚠️ The platform did not take this text, so it cannot be shown. Please rephrase it or change the topic.',
  paused: 'The bot is paused, so this message was not taken. Please send it again once an admin resumes it.',

  alert: (kind, detail) =>
    `${
      {
        configuration:
          '⚠️ **ERNIE does not accept the settings.** Please check ERNIE_MODEL or QIANFAN_MODEL, what was chosen with /model in a chat, the base URL and SYSTEM_PROMPT.',
        permission:
          "⚠️ **The ERNIE account lacks a permission.** Please enable this model's interface for the application in Baidu's cloud console, or choose another with /model.",
        credentials:
          '⚠️ **ERNIE does not accept the keys.** Please check ERNIE_API_KEY and ERNIE_SECRET_KEY, or QIANFAN_API_KEY.',
        quota:
          "⚠️ **The ERNIE quota is used up or the account is overdue.** Please top up or enable billing in Baidu's cloud console.",
        token:
          '⚠️ **ERNIE refused a fresh access token.** Please check the keys and the application, and run npm run doctor.',
        exhausted:
          '⚠️ **A call to ERNIE failed after all its retries.** Please run npm run doctor to check the network and the service.',
        outage:
          "⚠️ **ERNIE is down.** The bot has paused its calls, tries gently by itself and goes on as soon as it answers. Please look at the network and at the state of Baidu's service.",
        'calls-spent':
          "⚠️ **The organisation's calls for this month are used up.** Until next month, or a larger plan, each answer comes as one ordinary message that does not grow.",
        'app-permission':
          '⚠️ **The bot lacks a permission.** Please grant the one below in the developer console and publish; until then answers come in a simpler form.',
        'card-template':
          '⚠️ **The card template cannot be used.** Please check its id and whether it is published; until then answers come in a simpler form.',
      }[kind]
    }\n\nDetail: ${codeSpan(detail)}`,

  speaker: name => `${name}: `,
  quoted: ({ fromBot, senderName }) =>
    fromBot
      ? 'Quoting your earlier answer:'
      : senderName
        ? `Quoting ${senderName}:`
        : 'Quoting this message:',

  goOn: 'continue',
  noResult: {
    failed: 'The function failed and gave no result.',
    late: 'The function gave no result in time.',
    'too-many': 'Too many functions at once: this one was not run. Call it in the next round if you need it.',
  },

  stopButton: '⏹ Stop',
  retryButton: '🔄 Regenerate',
  newButton: '✨ New conversation',
  onlyLatest: 'Only the latest answer can be regenerated.',
  onIt: 'On it.',
  commands: enCommands,
};
