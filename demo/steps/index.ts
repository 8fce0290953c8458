import { called } from './called.ts';
import { command } from './command.ts';
import { direct } from './direct.ts';
import { group } from './group.ts';
import { killed } from './killed.ts';
import { leaving } from './leaving.ts';
import { refused } from './refused.ts';
import type { Step } from './step.ts';

/** The show, in its order: who is killed, and who leaves, comes last. */
export const steps: readonly Step[] = [direct, called, group, command, refused, killed, leaving];
