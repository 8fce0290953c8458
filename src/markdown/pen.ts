import type { Heading, PhrasingContent, Table } from 'mdast';

/** Text with emphasis of one kind. */
export type Emphasised = Extract<PhrasingContent, { readonly type: 'strong' | 'emphasis' | 'delete' }>;

/** What collects an answer, from its beginning to its end. */
export interface Ink {
  /** Writes what the model said; its lines keep the margin. */
  write(text: string): void;
  /** What follows begins on a new line (1), or after an empty one (2); nothing happens when nothing follows. */
  break(lines: 1 | 2): void;
  /** As `break(2)`, at the best place to cut. */
  seam(): void;
  /** Runs `body` with its lines, but for the first, moved in. */
  indented(margin: string, body: () => void): void;
}

/** Writes text with its emphasis, code and links. */
export type WriteInline<Into extends Pick<Ink, 'write'>> = (
  ink: Into,
  nodes: readonly PhrasingContent[],
) => void;

/** How one platform shows what stands inside of blocks. `body` and `write` write what is inside. */
export interface InlinePen<Into extends Pick<Ink, 'write'>> {
  emphasis(ink: Into, node: Emphasised, write: WriteInline<Into>): void;
  code(ink: Into, code: string): void;
  /** A link, or only its text where the address is none to follow. */
  link(ink: Into, url: string, body: () => void): void;
}

/** How one platform shows what Markdown knows, where that is text with signs. */
export interface Pen<Into extends Ink> extends InlinePen<Into> {
  readonly bullet: string;
  /** Before a task, not done and done. */
  readonly boxes: { readonly open: string; readonly done: string };
  /** A line across. */
  readonly rule: string;
  /** Writes a bullet, a number, a box or a rule. */
  sign(ink: Into, text: string): void;
  heading(ink: Into, depth: Heading['depth'], body: () => void): void;
  quote(ink: Into, body: () => void): void;
  /** As `quote`, folded where that is possible; its title is the first line. */
  folded(ink: Into, body: () => void): void;
  fence(ink: Into, code: string, language: string | undefined): void;
  table(ink: Into, table: Table, write: WriteInline<Into>): void;
}
