import { PlatformFailure } from '../../../../src/errors.ts';
import type { Secret } from '../../../../src/secret.ts';
import { canMend } from '../../api/failures.ts';
import type { CoolApps } from '../../cool-apps.ts';
import type { Sessions } from '../../sessions.ts';
import { isStaff } from '../../staff.ts';
import type { Ladder } from '../ladder.ts';
import type { Insist, Patience } from '../patience.ts';
import { recipientOf } from '../recipient.ts';
import type { Look } from '../sheet.ts';
import type { Desk, Form } from './form.ts';
import { titleOf } from './title.ts';

/** UTF-8 bytes that DingTalk takes as a message's parameters. https://open.dingtalk.com/document/orgapp/robot-message-types-and-data-format */
const paramBytes = 15_000;

/** What a message holds, as JSON in a robot's send. */
const paramOf = ({ markdown, plain }: Pick<Look, 'markdown' | 'plain'>): string =>
  JSON.stringify({ title: titleOf(plain), text: markdown });

/** Whether a page can be sent: its quotes and line feeds take two bytes there. */
export const fitsMessage = (page: Pick<Look, 'markdown' | 'plain'>): boolean =>
  Buffer.byteLength(paramOf(page)) <= paramBytes;

/**
 * One message, once all is said. It goes by the session webhook that came with the question, which needs no permission
 * and no billable call, and where none is valid any more by the robot. It cannot be changed, and nothing makes it
 * harmless to repeat: one whose sending was interrupted is sent again, for an answer that stands twice is better than
 * one that never comes. https://open.dingtalk.com/document/orgapp/robot-reply-and-send-messages
 */
export function messageForm(
  { target, robotCode }: Desk,
  {
    sessions,
    coolApps,
    ladder,
    post,
  }: {
    readonly sessions: Pick<Sessions, 'find'>;
    readonly coolApps: Pick<CoolApps, 'codeOf'>;
    readonly ladder: Pick<Ladder, 'restsMs'>;
    readonly post: Patience['post'];
  },
): Form {
  const { chat, asker } = target;

  async function bySession(session: Secret, look: Look): Promise<void> {
    const mentioned =
      chat.kind === 'group' && look.first && asker && isStaff(asker.id) ? asker.id : undefined;
    await post(chat.id, session, {
      msgtype: 'markdown',
      markdown: {
        title: titleOf(look.plain),
        // Who is mentioned stands in the text, too: nothing can be a reply here.
        text: mentioned === undefined ? look.markdown : `@${mentioned}\n\n${look.markdown}`,
      },
      at: { atUserIds: mentioned === undefined ? [] : [mentioned], isAtAll: false },
    });
  }

  async function byRobot(look: Look, insist: Insist): Promise<void> {
    const restsMs = await ladder.restsMs();
    if (restsMs > 0) throw new PlatformFailure('busy', 'The month’s calls are used up', restsMs);
    const message = { robotCode, msgKey: 'sampleMarkdown', msgParam: paramOf(look) };
    const { endpoint, receiver } = await recipientOf(target, coolApps);
    await insist({ endpoint, body: async () => ({ ...message, ...receiver }) });
  }

  return {
    async show(_sheet, look, insist) {
      if (look.end === 'growing') return;
      const session = await sessions.find(chat.id);
      if (session === undefined) return byRobot(look, insist);
      try {
        await bySession(session, look);
      } catch (error) {
        // A session that is over, or the month's messages: the robot may still speak.
        const another =
          error instanceof PlatformFailure && error.kind === 'refused' && !canMend(error, 'unsafe');
        if (!another && !canMend(error, 'spent')) throw error;
        await byRobot(look, insist);
      }
    },
    // It stays as it is.
    retire: async () => false,
  };
}
