import type { Clock } from '../clock.ts';
import { type AuditLine, consoleAdmin } from './audit-line.ts';

/** Writes into the audit log what was done here. @param where `platform:chat`; absent: in the console itself */
export type Note = (what: string, where?: string) => Promise<void>;

export function noting(audit: { record(entry: AuditLine): Promise<void> }, clock: Pick<Clock, 'now'>): Note {
  return (what, where = consoleAdmin) =>
    audit.record({ at: clock.now(), who: consoleAdmin, where, what, result: 'done' });
}
