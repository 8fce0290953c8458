import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../../../adapters/dingtalk/api/failures.ts';

const meaning = (code: string, more: { status?: number; words?: string; intoMinuteMs?: number } = {}) =>
  meaningOf({ code, words: '', status: 400, isPage: false, intoMinuteMs: 0, ...more });

const denied = 'Forbidden.AccessDenied.';

describe('DingTalk’s codes in our words', () => {
  it.each([
    [`${denied}QpsLimitForAppkeyAndApi`, { kind: 'busy', mend: 'pace', retryInMs: 1000 }],
    [`${denied}QpsLimitForApi`, { kind: 'busy', mend: 'pace', retryInMs: 2000 }],
    [`${denied}ApiCountLimitForOrg`, { kind: 'busy', mend: 'spent', retryInMs: 600_000 }],
    [`${denied}AccessTokenPermissionDenied`, { kind: 'refused', mend: 'scope' }],
    ['InvalidAuthentication', { kind: 'credentials', mend: 'token' }],
    ['40014', { kind: 'credentials', mend: 'token' }],
    ['param.templateNotExist', { kind: 'refused', mend: 'template' }],
    ['param.templateUnpublished', { kind: 'refused', mend: 'template' }],
    ['param.cardAlreadyExist', { kind: 'refused', mend: 'exists' }],
    ['param.contentUnsafe', { kind: 'refused', mend: 'unsafe' }],
    ['param.stream.content', { kind: 'refused', mend: 'size' }],
    ['invalidParameter.msgParam.tooLong', { kind: 'refused', mend: 'size' }],
    ['param.stream.status', { kind: 'refused', mend: 'closed' }],
    ['param.stream.guidEmpty', { kind: 'refused' }],
    ['invalidParameter.robotCode.empty', { kind: 'refused' }],
    ['system.busy', { kind: 'busy' }],
    ['group.disbanded', { kind: 'gone' }],
    ['bot.stopped', { kind: 'gone' }],
    ['miss.openConversationId', { kind: 'gone' }],
    ['invalid.openConversationId', { kind: 'gone' }],
    ['130101', { kind: 'busy', mend: 'pace', retryInMs: 60_000 }],
    ['310000', { kind: 'refused' }],
  ])('%s', (code, expected) => {
    expect(meaning(code)).toEqual(expected);
  });

  it('a limit by the minute ends with DingTalk’s minute', () => {
    expect(meaning(`${denied}QpmLimitForAppkeyAndApi`, { intoMinuteMs: 48_000 })).toEqual({
      kind: 'busy',
      mend: 'pace',
      retryInMs: 12_000,
    });
  });

  it('a server’s own fault is nobody’s refusal', () => {
    expect(meaning('', { status: 502 })).toEqual({ kind: 'unreachable' });
  });

  it('a text that is too large is known by its words, too', () => {
    expect(meaning('200092', { words: 'content is too large' })).toEqual({ kind: 'refused', mend: 'size' });
  });
});
