import { FormData } from 'undici';
import type { World } from '../../../src/adapter.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import type { ReplyTarget, TextFile } from '../../../src/platform.ts';
import { canMend, type DingtalkFailure } from '../api/failures.ts';
import type { DingtalkApi } from '../api.ts';
import type { CoolApps } from '../cool-apps.ts';
import { uploadedFile } from '../wire.ts';
import type { Ladder } from './ladder.ts';
import { openPatience, type Purse } from './patience.ts';
import { recipientOf } from './recipient.ts';
import { zipped } from './zip.ts';

/** Of the calls that may have been counted, the upload and the message may each take so many. */
const countedAtMost = 2;

export interface FileParts {
  readonly api: DingtalkApi;
  readonly ladder: Pick<Ladder, 'restsMs' | 'spent'>;
  readonly coolApps: Pick<CoolApps, 'codeOf'>;
  readonly world: Pick<World, 'clock' | 'log' | 'budget'>;
}

/**
 * Sends files: each is uploaded and then sent by the robot, which are two calls of the month. A robot sends xlsx, pdf,
 * zip, rar, doc and docx only, so it comes in an archive. It mentions nobody, for no robot's message can. What would
 * be refused costs nothing: who is asked for words then has them by the session webhook.
 * https://open.dingtalk.com/document/development/upload-media-files
 * https://open.dingtalk.com/document/development/robot-message-type
 */
export function fileSender({ api, ladder, coolApps, world }: FileParts) {
  return async (target: ReplyTarget, file: TextFile): Promise<void> => {
    const { endpoint, receiver } = await recipientOf(target, coolApps);
    if ((await ladder.restsMs()) > 0) throw spent();
    const insist = openPatience(world, api).begin('landing', openPurse());
    try {
      const uploaded = await insist({
        endpoint: 'uploadFile',
        body: async () => formOf(zipped(file, world.clock.now())),
      });
      const { media_id: mediaId } = uploadedFile.parse(uploaded);
      const message = { mediaId, fileName: `${file.name.replace(/\.\w+$/, '')}.zip`, fileType: 'zip' };
      const { robotCode } = api.app;
      const body = { robotCode, ...receiver, msgKey: 'sampleFile', msgParam: JSON.stringify(message) };
      await insist({ endpoint, body: async () => body });
    } catch (error) {
      throw canMend(error, 'spent') ? await resting(error) : inWords(error);
    }
  };

  async function resting(failure: DingtalkFailure): Promise<PlatformFailure> {
    await ladder.spent(failure);
    return spent();
  }
}

const spent = () =>
  new PlatformFailure('refused', 'The month’s calls are used up: a file would cost two of them');

/** One that is never confirmed is given up before it has cost much. */
const inWords = (error: unknown): unknown =>
  canMend(error, 'allowance')
    ? new PlatformFailure('unreachable', 'DingTalk confirmed neither of two attempts to send a file')
    : error;

/** A call that was not counted costs nothing, and is worth another. */
function openPurse(): Purse {
  let counted = 0;
  return {
    async take(again) {
      if (!again) counted = 0;
      else if (counted === countedAtMost) return false;
      counted += 1;
      return true;
    },
    giveBack() {
      counted -= 1;
    },
  };
}

/** Its name is read by nobody: the message tells the one that people see. */
function formOf(archive: Buffer): FormData {
  const form = new FormData();
  form.set('type', 'file');
  form.set('media', new Blob([archive], { type: 'application/zip' }), 'file.zip');
  return form;
}
