/** What somebody typed into the terminal: who says it, where, and whether it presses a button. */
export interface TypedLine {
  readonly group: string | undefined;
  readonly person: string;
  readonly text: string;
  readonly button: string | undefined;
}

/** `@alice 你好`, `#team @alice 你好`, `@alice [停止]`; nothing for any other line. */
export function readTypedLine(line: string): TypedLine | undefined {
  const match = line.trim().match(/^(?:#(\S+)\s+)?@(\w+)\s+(.+)$/);
  const [, group, person, text] = match ?? [];
  if (person === undefined || text === undefined) return undefined;
  return { group, person, text, button: text.match(/^\[(.+)\]$/)?.[1] };
}
