/** Where a pause holds. */
export type Scope = 'here' | 'everywhere';

/** Nothing: here. `all`, `全部`: everywhere. @returns undefined for anything else. */
export function parseScope(args: string): Scope | undefined {
  if (args === '') return 'here';
  return /^(all|全部)$/i.test(args) ? 'everywhere' : undefined;
}

/** The scope as the audit log shows it; `?`: not understood, and nothing was done. */
export function auditScope(args: string): string {
  const scope = parseScope(args);
  if (scope === undefined) return '?';
  return scope === 'everywhere' ? 'all' : '';
}
