/** Where something stands that is made anew every second: it keeps the focus, and how far it was moved sideways. */
export interface Place {
  readonly element: HTMLElement;
  /** @param content what can have the focus in it has a `data-key` */
  show(content: HTMLElement): void;
}

export function openPlace(): Place {
  const element = document.createElement('div');
  return {
    element,
    show(content) {
      const present = element.firstElementChild;
      if (present?.isEqualNode(content)) return;
      const key = keyIn(element);
      if (present && isWide(present) && isWide(content)) present.replaceChildren(...content.childNodes);
      else element.replaceChildren(content);
      if (key !== undefined) element.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
    },
  };
}

/** A box that moves its content sideways. */
const isWide = (element: Element) => element.classList.contains('wide');

/** Of what has the focus. */
function keyIn(element: HTMLElement): string | undefined {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && element.contains(focused) ? focused.dataset['key'] : undefined;
}
