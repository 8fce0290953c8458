import { type IncomingMessage, personKey, type Role } from '../message.ts';
import type { TextFile } from '../platform.ts';
import type { CommandName, Wording } from '../wording/index.ts';

/** Somebody typed a command. */
export interface Call {
  readonly message: IncomingMessage;
  /** What shares one memory and one order. */
  readonly conversation: string;
  /** `platform:id` of the chat. */
  readonly chat: string;
  readonly role: Role;
  /** `platform:person` who answers for it, where that is not the sender: it was given from outside of the chat. */
  readonly by?: string;
  /** What followed the name, as it was written. */
  readonly args: string;
  readonly wording: Wording;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Who answers for a command: `platform:person`, as the audit log names them. */
export function authorOf({ by, message }: Pick<Call, 'by' | 'message'>): string {
  return by ?? personKey(message.platform, message.sender.id);
}

/** What a command says: words, or more than words. */
export type Answer =
  | string
  | {
      readonly markdown: string;
      /** Sent instead, where the platform takes files. */
      readonly file?: TextFile;
      /** Somebody tried what they may not do here. */
      readonly refused?: true;
    };

/** Something that people type after a slash. */
export interface Command {
  readonly name: CommandName;
  /** Other names, in Chinese. */
  readonly aliases: readonly string[];
  /** Who may. */
  readonly who: Role;
  /** Who may in this place, where that is not the same everywhere. */
  readonly whoIn?: (call: Call) => Role;
  /** Does it and gives what to say; absent: it waits in the conversation's queue like a question. */
  readonly run?: (call: Call) => Promise<Answer>;
  /** What the audit log may say of the arguments; never what people write. `?`: they were not understood. */
  readonly auditArgs?: (args: string, call: Call) => string;
}

const rank = { member: 0, 'chat-admin': 1, admin: 2 } as const satisfies Record<Role, number>;

/** Who may use a command in this place. */
export function whoMay(command: Command, call: Call): Role {
  return command.whoIn?.(call) ?? command.who;
}

/** Whether a role includes another. */
export function includes(role: Role, needed: Role): boolean {
  return rank[role] >= rank[needed];
}
