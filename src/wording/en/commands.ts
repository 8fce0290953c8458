import { codeSpan } from '../code-span.ts';
import type { CommandWording, OfferedFunction } from '../command-wording.ts';
import { beginning } from '../figures.ts';
import { counted } from './counted.ts';
import { enDoors } from './doors.ts';
import { enOverview } from './overview.ts';
import { enExport, enForgetMe } from './privacy.ts';
import { enQuota } from './quota.ts';
import { enUsage } from './usage.ts';

const about: CommandWording['about'] = {
  start: 'Who I am, what I remember and for how long',
  help: 'All commands',
  new: 'Forget the conversation and start afresh',
  stop: 'Stop the answer, or withdraw a question that waits',
  retry: 'Answer the last question again',
  whoami: 'Your ids and what you may do',
  usage: 'What you and this chat have used',
  export: 'Take this conversation along, as Markdown',
  'forget-me': 'Forget everything about me, in all chats (/forget-me confirm)',
  persona: 'Show or set the persona here (/persona text, /persona clear)',
  params: "Show or set the model's parameters here (/params temperature 0.7)",
  model: 'Show or choose the model here (/model qianfan, /model default)',
  functions: 'Show the functions here, take them away or give them back (/functions off, /functions on)',
  language: 'Show or choose my language here (/language en, /language default)',
  pause: 'Pause answers here; /pause all for everywhere',
  resume: 'Resume answers here; /resume all for everywhere',
  queue: 'Who waits and for how long, and which answers are being written',
  audit: 'What admins did and who was refused (/audit 50, /audit @somebody, /audit export)',
  stats: "Today's messages, failures and speed; what each model took, and the limits now",
  allow: 'Let somebody or a group use the bot (/allow @somebody, /allow here)',
  deny: 'No longer let somebody or a group use the bot (/deny @somebody, /deny here)',
  ban: 'Ban somebody or a group, for a time and with a reason (/ban @somebody 2h spam)',
  unban: 'Lift a ban (/unban @somebody)',
  quota: 'Show or set quotas (/quota @somebody 20 replies hour, /quota everyone 50 replies day)',
};

const who = { member: 'everyone', 'chat-admin': "the group's admins", admin: "the bot's admins" } as const;

/** The greatest unit that the time fills: a life of 36 hours is told as 36 hours. */
function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes % 1440 === 0) return counted(minutes / 1440, 'day');
  return minutes % 60 === 0 ? counted(minutes / 60, 'hour') : counted(minutes, 'minute');
}

const listed = (functions: readonly OfferedFunction[]) =>
  functions
    .map(
      ({ name, description, fits }) =>
        `- ${codeSpan(name)}: ${beginning(description, 60)}${fits ? '' : ' (left out: the model here has no room for it)'}`,
    )
    .join('\n');
const noFunctions = 'No functions are configured yet: see docs/functions.md.';

const ranges = {
  temperature: 'a number above 0 and up to 1',
  top_p: 'a number from 0 to 1',
  penalty_score: 'a number from 1 to 2',
} as const;

/** What commands say in English. */
export const enCommands: CommandWording = {
  about,
  unknown: 'There is no such command. Send /help to see what I can do.',
  refused: role => `Only ${who[role]} may use this command. Send /whoami to see what you may do.`,

  help: {
    intro: 'Just send a message to ask; in a group, mention me or reply to one of my messages.',
    heading: {
      member: 'For everyone',
      'chat-admin': 'For those who run this chat',
      admin: "For the bot's admins",
    },
    line: name => `- /${name}: ${about[name]}`,
  },
  start: memoryMs =>
    [
      "Hello, I am **Yanqiao**, the bot that brings Baidu's ERNIE into your chats. Just send a message to ask; in a group, mention me or reply to one of my messages.",
      `I remember the conversation here so that we can go on with it; it is deleted ${duration(memoryMs)} after its last message, or at once with /new; with /forget-me everything about you goes, in all chats. Questions and conversations are sent to ERNIE to be answered, and nowhere else. Of your usage I keep numbers only, for 90 days.`,
      'Send /help to see what I can do.',
    ].join('\n\n'),
  forgotten:
    'Done, the conversation is forgotten. You can start a new topic; questions that already wait are still answered within the old one.',
  stop: {
    stopped: 'Stopped.',
    withdrawn: 'Withdrawn; this question will not be answered.',
    'not-yours': 'Only the person who asked, or an admin, can stop it.',
    nothing: 'No answer is being written, and no question waits.',
  },
  whoami: (person, chat, role) =>
    [
      `- you: ${codeSpan(person)} (goes into ADMINS or ALLOWED_USERS)`,
      `- this chat: ${codeSpan(chat)} (goes into ALLOWED_CHATS)`,
      `- here you are: ${{ member: 'a member', 'chat-admin': 'someone who may run this chat', admin: 'an admin of the bot' }[role]}`,
    ].join('\n'),
  ...enUsage,
  overview: enOverview,

  pause: {
    here: 'I no longer answer here. Send /resume to go on.',
    everywhere: 'I no longer answer in any chat. Send /resume all to go on.',
    how: 'Send /pause to pause here, or /pause all to pause every chat.',
  },
  resume: {
    here: 'I answer here again.',
    everywhere: 'I answer again; chats that were paused one by one stay paused until /resume is sent there.',
    stillEverywhere:
      'This chat is no longer paused, but all chats together still are. Send /resume all to go on.',
    how: 'Send /resume to go on here, or /resume all to go on in every chat.',
  },
  persona: {
    shown: text => `The persona here:\n\n${text}\n\nSend /persona clear for the default.`,
    none: 'The default persona is used here. Set another with “/persona text”, as in: /persona You are a patient teacher.',
    set: 'The persona is saved; it counts from the next question.',
    cleared: 'The default persona is back; it counts from the next question.',
    tooLong: (length, limit) => `The persona is too long: ${length} characters, at most ${limit}.`,
  },
  params: {
    shown: ({ temperature, topP, penaltyScore }) =>
      [
        "The model's parameters here:",
        `- temperature: ${temperature ?? 'default'}`,
        `- top_p: ${topP ?? 'default'}`,
        `- penalty_score: ${penaltyScore ?? 'default'}`,
      ].join('\n'),
    set: (name, value, instead) =>
      `${name} is ${value} from the next question on.${instead ? ` It excludes ${instead}, which is back to its default.` : ''}`,
    cleared: name =>
      name === undefined
        ? 'All parameters are back to their defaults from the next question on.'
        : `${name} is back to its default from the next question on.`,
    how: [
      'You can send:',
      `- /params temperature 0.7: higher is more random; ${ranges.temperature}`,
      `- /params top_p 0.8: higher is more varied; ${ranges.top_p}; not together with temperature`,
      `- /params penalty_score 1.2: higher repeats less; ${ranges.penalty_score}`,
      '- /params temperature clear: the default of one',
      '- /params clear: the defaults of all',
    ].join('\n'),
    outOfRange: name => `${name} must be ${ranges[name]}.`,
  },
  model: {
    shown: ({ answers, isDefault, lost }) =>
      lost === undefined
        ? `${codeSpan(answers)} answers here${isDefault ? ' (the default)' : ''}.`
        : `${codeSpan(lost)} was chosen here and is not configured; the default, ${codeSpan(answers)}, answers for now.`,
    set: model =>
      `${codeSpan(model)} answers from the next question on. Send /model default for the default.`,
    cleared: model => `The default is back: ${codeSpan(model)} answers from the next question on.`,
    notConfigured: provider => `No provider named ${codeSpan(provider)} is configured.`,
    how: models => {
      const [first] = models;
      return [
        'You can send:',
        ...models.map(({ provider, usual }) => `- /model ${provider}: ${codeSpan(`${provider}/${usual}`)}`),
        ...(first ? [`- /model ${first.provider}/name: another of its models`] : []),
        '- /model default: the default again',
      ].join('\n');
    },
  },
  functions: {
    shown: (functions, on) =>
      functions.length === 0
        ? noFunctions
        : `${on ? 'The model may call here:' : 'The functions are off here. On, the model may call:'}\n${listed(functions)}`,
    on: functions =>
      functions.length === 0
        ? `On. ${noFunctions}`
        : `On. From the next question on the model may call:\n${listed(functions)}`,
    off: 'Off. From the next question on the model calls no functions here. Send /functions on to give them back.',
    how: 'Send /functions off to take the functions away here, /functions on to give them back.',
  },
  language: {
    shown: isDefault => `I speak English here${isDefault ? ' (the default)' : ''}.`,
    set: 'From now on I speak English here. The model answers in the language of the question.',
    cleared: 'The default is back: I speak English here.',
    how: languages =>
      [
        'You can send:',
        ...languages.map(({ locale, name }) => `- /language ${locale}: ${name}`),
        '- /language default: the default again',
      ].join('\n'),
  },
  export: enExport,
  forgetMe: enForgetMe,
  doors: enDoors,
  quota: enQuota,
};
