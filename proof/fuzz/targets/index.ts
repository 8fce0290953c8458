import type { Target } from '../target.ts';
import { intakeTargets } from './intake.ts';
import { modelTargets } from './models.ts';
import { platformTargets } from './platforms.ts';
import { webhookTargets } from './webhooks.ts';

/** All that strangers can write to. */
export const targets: readonly Target[] = [
  ...webhookTargets,
  ...intakeTargets,
  ...modelTargets,
  ...platformTargets,
];
