import { createInterface, type Key } from 'node:readline';
import type { Environment } from '../src/config/read.ts';
import { abilitiesOf } from './screen/abilities.ts';
import { colourInk, plainInk } from './screen/ink.ts';
import { placeAfter } from './screen/place.ts';
import { openPlainView } from './screen/plain-view.ts';
import { typedFooter } from './screen/typed-footer.ts';
import { openView } from './screen/view.ts';
import type { Stage } from './stage.ts';
import { pressStop } from './stop-button.ts';
import { readTyped } from './typed-line.ts';
import type { Words } from './words/index.ts';

/** The streams that a person sits at. */
export interface Seat {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** A conversation: what is typed is said, what the bot writes is shown. Resolves when the person wants to leave. */
export async function converseInTerminal(
  stage: Stage,
  words: Words,
  { input, output }: Seat,
  env: Environment,
  signal: AbortSignal,
): Promise<void> {
  const { movesCursor, colours } = abilitiesOf(output.isTTY, env);
  const readline = createInterface({
    input,
    output,
    terminal: movesCursor,
    prompt: movesCursor ? words.marks.person : '',
    completer: () => [[], ''], // a tab would be as wide as it likes
  });
  const footer = { ...typedFooter(readline, words.marks.person, output), hint: words.stopHint };
  const view = movesCursor
    ? openView(stage, words, output, colours ? colourInk : plainInk, footer)
    : openPlainView(stage, words, output);

  const said = (text: string | undefined) => text !== undefined && view.say(text);
  const pressed = (_: string, key: Key | undefined) => {
    if (key?.ctrl && key.name === 's') pressStop(stage, words).then(said, error => view.say(String(error)));
  };
  const resized = () => view.resized();
  const unwatch = stage.telegram.onChange(soon(() => view.draw()));
  const left = new Promise<void>(resolve => {
    readline.once('close', resolve);
    readline.once('SIGINT', resolve);
    signal.addEventListener('abort', () => resolve());
  });
  readline.on('line', line => {
    view.entered(placeAfter(words.marks.person + line, output.columns).row + 1);
    const typed = readTyped(line);
    if (typed.kind === 'quit') return readline.close();
    if (typed.kind === 'direct') stage.telegram.say(stage.direct, stage.person, typed.text);
    if (typed.kind === 'mention')
      stage.telegram.say(stage.group, stage.person, `@${stage.telegram.bot.username} ${typed.text}`);
    view.draw();
  });
  input.on('keypress', pressed);
  output.on('resize', resized);
  view.draw();
  try {
    await Promise.race([left, stage.mishap]);
  } finally {
    unwatch();
    input.off('keypress', pressed);
    output.off('resize', resized);
    readline.close();
    output.write('\n');
  }
}

/** Several calls at once become one. */
function soon(work: () => void): () => void {
  let planned = false;
  return () => {
    if (planned) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      work();
    });
  };
}
