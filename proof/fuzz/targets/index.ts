import type { Target } from '../target.ts';
import { commandTargets } from './commands.ts';
import { consoleTargets } from './console.ts';
import { functionTargets } from './functions.ts';
import { intakeTargets } from './intake.ts';
import { markdownTargets } from './markdown.ts';
import { modelTargets } from './models.ts';
import { platformTargets } from './platforms.ts';
import { settingTargets } from './settings.ts';
import { webhookTargets } from './webhooks.ts';

/** All that strangers can write to. */
export const targets: readonly Target[] = [
  ...webhookTargets,
  ...intakeTargets,
  ...modelTargets,
  ...platformTargets,
  ...commandTargets,
  ...settingTargets,
  ...markdownTargets,
  ...functionTargets,
  ...consoleTargets,
];
