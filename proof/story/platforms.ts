import type { PlatformName } from '../judge/evidence.ts';

/** Those that a town has. */
export const platforms: readonly [PlatformName, ...PlatformName[]] = ['telegram', 'feishu', 'dingtalk'];

/** The platforms by turns. */
export const platformOf = (index: number): PlatformName =>
  platforms[index % platforms.length] ?? platforms[0];
