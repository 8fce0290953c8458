import { inSeconds } from '../../demo/seconds.ts';
import { answerBubble, escapeXml, header, measure, questionBubble, width } from './chat.ts';
import type { Event, Moment, StateMoment } from './record.ts';
import type { Scene } from './scenes.ts';
import { frameStyle, look } from './style.ts';

/** Nobody wants to watch a silence: a longer one is shown this long, and its caption tells how long it was. */
const longestGapMs = 2600;
/** The end stays, to be read, before all begins again. */
const endMs = 6000;
const captionHeight = 44;

interface Frame {
  /** On the picture's clock, ms. */
  readonly from: number;
  readonly until: number;
  readonly svg: string;
}

/** An animated SVG without scripts or anything from outside: what happened, in its order and its pace. */
export function draw(scene: Scene, moments: readonly Moment[]): string {
  const shown = shortened(moments);
  const endsAt = (shown.at(-1)?.shownAt ?? 0) + endMs;
  const states = shown.filter(moment => moment.kind === 'state');
  const events = shown.filter(moment => moment.kind !== 'state');
  const chatHeight = Math.max(...states.map(state => measure(scene, state).bottom)) + 20;
  const height = chatHeight + captionHeight;

  const frames = [
    ...inTurn(states, endsAt, state => answerBubble(scene, state)),
    ...inTurn(events, endsAt, event => caption(scene, events, event, chatHeight)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" xml:lang="${scene.words.locale}" role="img" aria-label="${escapeXml(scene.description)}">
<title>${escapeXml(scene.description)}</title>
<style>
${look}${frames.map((frame, index) => frameStyle(index, frame, endsAt)).join('\n')}
</style>
<rect class="window" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="14"/>
${header(scene)}
${questionBubble(scene)}
<line class="rule" x1="0" x2="${width}" y1="${chatHeight}" y2="${chatHeight}"/>
${frames.map(({ svg, until }, index) => `<g class="frame f${index}${until === endsAt ? ' last' : ''}">${svg}</g>`).join('\n')}
</svg>
`;
}

/** A moment's place on the picture's clock, ms. */
type Shown = { readonly shownAt: number };

function shortened(moments: readonly Moment[]): ((StateMoment & Shown) | (Event & Shown))[] {
  let shownAt = 0;
  return moments.map((moment, index) => {
    const gap = moment.at - (moments[index - 1]?.at ?? moment.at);
    shownAt += Math.min(gap, longestGapMs);
    return { ...moment, shownAt };
  });
}

/** Each stands until the next one comes. */
function inTurn<M extends Shown>(
  moments: readonly M[],
  endsAt: number,
  svgOf: (moment: M) => string,
): Frame[] {
  return moments.map((moment, index) => ({
    from: moment.shownAt,
    until: moments[index + 1]?.shownAt ?? endsAt,
    svg: svgOf(moment),
  }));
}

/** One line below the chat: what the person there cannot see. */
function caption({ captions }: Scene, events: readonly Event[], event: Event, top: number): string {
  const killedAt = events.find(({ kind }) => kind === 'killed')?.at ?? 0;
  const seconds = inSeconds(event.at);
  const words = () => {
    switch (event.kind) {
      case 'asked':
        return captions.asked;
      case 'begun':
        return captions.answering(event.pid);
      case 'killed':
        return captions.killed(event.pid);
      case 'taken-over':
        return captions.takenOver(event.pid, inSeconds(event.at - killedAt));
      case 'settled':
        return captions.settled(seconds);
    }
  };
  const y = top + captionHeight / 2 + 5;
  return `<text class="caption" x="20" y="${y}">${seconds} s</text><text class="caption ${event.kind}" x="80" y="${y}">${escapeXml(words())}</text>`;
}
