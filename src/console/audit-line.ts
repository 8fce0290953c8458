import type { AuditResult } from '../wording/index.ts';

/** Who is logged in, as the audit log names them. */
export const consoleAdmin = 'console:admin';

/** An entry of the audit log. */
export interface AuditLine {
  /** Unix milliseconds. */
  readonly at: number;
  /** `platform:person` */
  readonly who: string;
  /** `platform:chat` */
  readonly where: string;
  readonly what: string;
  readonly result: AuditResult;
}
