import type { Style } from '../../demo/screen/ink.ts';
import type { StateMoment } from './record.ts';
import type { Scene } from './scenes.ts';
import { type Line, textLines } from './text-lines.ts';

/** Pixels of the whole picture. */
export const width = 720;
const fontSize = 16;
/** Half of a Chinese character, and about what a Latin letter takes. */
const columnWidth = fontSize / 2;
const lineHeight = 24;
const blankHeight = 12;
const padding = 14;
const edge = 20;
const headerHeight = 60;
const columnsAtMost = 62;
const buttonHeight = 34;

type State = Pick<StateMoment, 'text' | 'entities' | 'button'>;

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Whom one talks with. */
export function header({ botName, subtitle }: Scene): string {
  return `<circle class="avatar" cx="${edge + 20}" cy="${headerHeight / 2}" r="19"/>
<text class="avatar-text" x="${edge + 20}" y="${headerHeight / 2 + 6}" text-anchor="middle">言</text>
<text class="name" x="${edge + 52}" y="27">${botName}</text>
<text class="subtitle" x="${edge + 52}" y="45">${subtitle}</text>
<line class="rule" x1="0" x2="${width}" y1="${headerHeight}" y2="${headerHeight}"/>`;
}

const questionTop = headerHeight + 20;

/** What the person wrote, on the right. */
export function questionBubble({ question }: Scene): string {
  const lines = textLines(question, [], columnsAtMost);
  const box = boxOf(lines);
  const x = width - edge - box.width;
  return `<rect class="asked-bubble" x="${x}" y="${questionTop}" width="${box.width}" height="${box.height}" rx="16"/>${written(lines, x + padding, questionTop + padding, box.width)}`;
}

/** Where the answer stands. */
export function measure({ question }: Scene, { text, entities, button }: State) {
  const asked = boxOf(textLines(question, [], columnsAtMost));
  const lines = textLines(text, entities, columnsAtMost);
  const top = questionTop + asked.height + 16;
  const box = boxOf(lines);
  return { lines, top, ...box, bottom: top + box.height + (button ? buttonHeight + 6 : 0) };
}

/** What the chat shows of the answer, on the left, and its button below. */
export function answerBubble(scene: Scene, state: State): string {
  const { lines, top, width: boxWidth, height } = measure(scene, state);
  const buttonTop = top + height + 6;
  const button =
    state.button === undefined
      ? ''
      : `<rect class="button" x="${edge}" y="${buttonTop}" width="${boxWidth}" height="${buttonHeight}" rx="10"/><text class="button-text" x="${edge + boxWidth / 2}" y="${buttonTop + 22}" text-anchor="middle">${escapeXml(state.button)}</text>`;
  return `<rect class="bubble" x="${edge}" y="${top}" width="${boxWidth}" height="${height}" rx="16"/>${written(lines, edge + padding, top + padding, boxWidth)}${button}`;
}

const heightOf = (line: Line) => (line.columns === 0 && !line.code ? blankHeight : lineHeight);

function boxOf(lines: readonly Line[]) {
  const columns = Math.max(12, ...lines.map(line => line.columns));
  return {
    width: columns * columnWidth + 2 * padding,
    height: lines.reduce((sum, line) => sum + heightOf(line), 0) + 2 * padding - 4,
  };
}

/** @param boxWidth of the bubble around it */
function written(lines: readonly Line[], x: number, top: number, boxWidth: number): string {
  let y = top - padding / 2 + 3;
  const shapes = lines.map(line => {
    const height = heightOf(line);
    y += height;
    const back = `<rect class="code-back" x="${x - 6}" y="${y - height}" width="${boxWidth - 2 * padding + 12}" height="${height}"/>`;
    return `${line.code ? back : ''}${textOf(line, x, y - 7)}`;
  });
  return shapes.join('');
}

function textOf({ runs, code }: Line, x: number, y: number): string {
  if (runs.length === 0) return '';
  const spans = runs.map(({ text, styles }) =>
    styles.size === 0 || code
      ? escapeXml(text)
      : `<tspan class="${classesOf(styles)}">${escapeXml(text)}</tspan>`,
  );
  return `<text class="${code ? 'code' : 'text'}" x="${x}" y="${y}" xml:space="preserve">${spans.join('')}</text>`;
}

const classesOf = (styles: ReadonlySet<Style>) => [...styles].join(' ');
