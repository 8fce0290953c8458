import { PlatformFailure, type PlatformFailureKind } from '../../../src/errors.ts';

const remedies = {
  busy: 'Feishu wants a pause: nothing to do',
  unreachable: 'Feishu does not answer: check the network and FEISHU_DOMAIN',
  gone: 'Feishu refuses the app: check in the developer console whether it is enabled',
  credentials:
    'app id or secret refused: set FEISHU_APP_ID and FEISHU_APP_SECRET as the developer console shows them, under Credentials & Basic Info (凭证与基础信息)',
  refused:
    'Feishu refuses the app: add the bot ability (机器人) in the developer console, and publish a version',
} as const satisfies Record<PlatformFailureKind, string>;

/** What is wrong with the intake and what to do, for `/readyz`. */
export function remedyFor(error: unknown): string {
  return error instanceof PlatformFailure
    ? remedies[error.kind]
    : 'messages cannot be kept: check Redis; Feishu delivers them again';
}
