import { PlatformFailure, type PlatformFailureKind } from '../../../src/errors.ts';

const refused =
  'DingTalk opens no stream for this app: check DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET (凭证与基础信息), and in the developer console that the robot (机器人) receives messages in Stream mode, that a version was published (版本管理与发布) after the last change, and that the IP allow-list (安全设置, 服务器出口IP) holds this machine or is empty';

const remedies = {
  busy: 'DingTalk wants a pause: nothing to do',
  unreachable: 'DingTalk does not answer: check the network and DINGTALK_API_BASE',
  gone: refused,
  credentials: refused,
  refused,
} as const satisfies Record<PlatformFailureKind, string>;

/** What is wrong with the stream and what to do, for `/readyz`. */
export function remedyFor(error: unknown): string {
  return error instanceof PlatformFailure ? remedies[error.kind] : 'the stream does not open: see the log';
}
