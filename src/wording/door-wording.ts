import type { Rule } from '../people/rules.ts';
import type { Target } from '../people/subject.ts';
import type { ToldBan } from '../people/told-ban.ts';

/** The part of a list that is told; `more`: how many are left out. */
export interface Listed<T> {
  readonly rows: readonly T[];
  readonly more: number;
}

/** What the commands say that let people in and shut them out. */
export interface DoorWording {
  /** A mention by a name that tells no id. */
  unknownName(name: string): string;
  /** The target is one of `ADMINS`, who can be neither denied nor banned. */
  readonly isAdmin: string;
  /** An admin meant themselves. */
  readonly isYou: string;

  readonly access: {
    /** @param banned a ban still keeps them out. */
    allowed(target: Target, banned: boolean): string;
    denied(target: Target): string;
    /** The settings decide again. @param had whether there was a rule. */
    cleared(target: Target, had: boolean): string;
    list(rules: Listed<{ readonly rule: Rule; readonly subject: string }>): string;
    /** What can be typed; also the answer to what was not understood. */
    readonly how: Readonly<Record<Rule, string>>;
  };
  readonly ban: {
    set(target: Target, ban: ToldBan): string;
    reasonTooLong(length: number, limit: number): string;
    /** @param bans without a subject where it was forgotten. */
    list(bans: Listed<ToldBan & { readonly subject?: string }>): string;
    readonly how: string;
  };
  readonly unban: {
    lifted(target: Target): string;
    notBanned(target: Target): string;
    readonly how: string;
  };
}
