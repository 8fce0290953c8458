/** What became of a command of those who run a chat or the bot. `not-understood`: nothing was done. */
export type AuditResult = 'done' | 'refused' | 'not-understood' | 'failed';
