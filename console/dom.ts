/** Elements without a framework: made by `el`, filled anew by `replaceChildren`. */

type Listener = (event: never) => unknown;
/** `on…` is a listener, `true` an attribute without a value; what is false or undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | Listener>>;
export type Child = Node | string | number | undefined | false | readonly Child[];

/** An element with its attributes, listeners and children. A text is never read as markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...nodes(children));
  return element;
}

/** What `append` and `replaceChildren` take. */
export function nodes(children: readonly Child[]): (Node | string)[] {
  return children.flatMap(child => {
    if (child === undefined || child === false) return [];
    if (typeof child === 'number') return [String(child)];
    return isMany(child) ? nodes(child) : [child];
  });
}

/** Makes the children of `element` like `wanted`, and touches none that is the same already: a selection in it stays. */
export function become(element: Element, wanted: readonly Node[]): void {
  const present = [...element.childNodes];
  const first = wanted.findIndex((node, at) => !present[at]?.isEqualNode(node));
  const from = first < 0 ? wanted.length : first;
  for (const old of present.slice(from)) old.remove();
  element.append(...wanted.slice(from));
}

const isMany = (child: Child): child is readonly Child[] => Array.isArray(child);
