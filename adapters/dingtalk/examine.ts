import { PlatformFailure } from '../../src/errors.ts';
import type { Finding } from '../../src/platform.ts';
import { endpoints } from './api/endpoints.ts';
import { DingtalkFailure } from './api/failures.ts';
import { remedyFor } from './api/remedy.ts';
import { ownToken } from './api/tokens.ts';
import { type DingtalkApi, openApi } from './api.ts';
import { type App, appOf } from './app.ts';
import { answerForm } from './examine/answer-form.ts';
import { type Probe, probesFor } from './examine/probes.ts';
import { endOf, troubleIn } from './examine/trouble.ts';
import { askForStream } from './intake/gateway.ts';
import type { DingtalkSettings } from './settings.ts';

const streamTimeoutMs = 10_000;

/** DingTalk's part of `npm run doctor`. What it sends, nobody sees. */
export async function* examine(settings: DingtalkSettings): AsyncIterable<Finding> {
  const app = appOf(settings);
  let billed = 0;
  const api = openApi(app, ownToken(app), () => {
    billed += 1;
  });
  try {
    await api.prepare();
    yield { level: 'good', what: 'DingTalk: client id and secret belong together' };
    yield settings.DINGTALK_MODE === 'stream' ? await examineStream(app) : httpNote;
    for (const probe of probesFor(app.robotCode, settings)) yield await examinePermission(api, probe);
    yield {
      level: 'good',
      what: `DingTalk: permissions were looked at with API calls that count to the month: ${billed}`,
    };
    yield answerForm(settings);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    yield endOf(error);
  } finally {
    await api.close();
  }
}

/** Asks where a stream would lead; none is opened. */
async function examineStream(app: App): Promise<Finding> {
  try {
    await askForStream(app, AbortSignal.timeout(streamTimeoutMs));
    return { level: 'good', what: 'DingTalk: the stream may be opened' };
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    return { level: 'bad', what: 'DingTalk: the stream is refused', remedy: remedyFor(error) };
  }
}

const httpNote: Finding = {
  level: 'note',
  what: 'DingTalk: it cannot be asked where messages go in webhook mode',
  remedy:
    'set the robot to HTTP, with the address of /webhooks/dingtalk, and publish a version: docs/dingtalk.md',
};

/** DingTalk looks at permissions first, and then finds nothing to do. */
async function examinePermission(api: DingtalkApi, { endpoint, body, without }: Probe): Promise<Finding> {
  const { scope } = endpoints[endpoint];
  try {
    await api.call(endpoint, body);
  } catch (error) {
    if (!(error instanceof DingtalkFailure) || error.kind === 'unreachable' || error.mend === 'spent')
      throw error;
    const trouble = troubleIn(error, scope, without);
    if (trouble) return trouble;
  }
  return { level: 'good', what: `DingTalk: the permission ${scope} is there` };
}
