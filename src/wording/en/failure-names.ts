import type { FailureName } from '../failure-name.ts';

/** What a failed turn is called where failures are counted: in `/stats` and in the console. */
export const failureNames: Readonly<Record<FailureName, string>> = {
  unavailable: 'service unavailable',
  rate: 'too fast',
  'minute-rate': "minute's quota used up",
  broken: 'connection broke',
  silent: 'no reply',
  outage: 'outage',
  token: 'token refused',
  credentials: 'keys refused',
  permission: 'no permission',
  quota: 'quota used up or overdue',
  configuration: 'wrong setting',
  history: 'history refused',
  'too-long': 'too long',
  unsafe: 'unsafe content',
  request: 'request refused',
  answered: 'nothing written',
  cut: 'broke off',
  'question-refused': 'forbidden word in the question',
  'answer-refused': 'forbidden word in the answer',
  poisoned: 'crashed the bot repeatedly',
};
