import { playground } from './console/index.ts';
import { dingtalk } from './dingtalk/index.ts';
import { feishu } from './feishu/index.ts';
import { telegram } from './telegram/index.ts';

/** The platforms, one line each. */
export const adapters = [telegram, feishu, dingtalk, playground] as const;
