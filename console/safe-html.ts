/** The markup that the server writes; everything else is shown as its text, should it ever come. */
const permitted = new Set(
  'A B BLOCKQUOTE BR CODE DEL DETAILS DIV EM H3 H4 H5 H6 HR I LI OL P PRE S SPAN STRONG SUB SUMMARY SUP TABLE TBODY TD TH THEAD TR U UL'.split(
    ' ',
  ),
);

/** What an attribute may say; the others are left out. */
const attributes: Readonly<Record<string, RegExp>> = {
  class: /^(footnote|mention|table|align-(right|center)|language-[\w+#.-]+)$/,
  href: /^(https?|mailto):/i,
  start: /^\d+$/,
  tabindex: /^0$/,
};

/**
 * Reads HTML of the server, which escapes all that is not its own: a second lock behind that one. It is read in a
 * document that runs nothing and loads nothing, and only what is listed above is built anew.
 */
export function safeHtml(html: string): Node[] {
  return copied(new DOMParser().parseFromString(html, 'text/html').body);
}

function copied(parent: Node): Node[] {
  return [...parent.childNodes].flatMap(node => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? '')];
    if (!(node instanceof Element)) return [];
    if (!permitted.has(node.tagName)) return copied(node);
    const copy = document.createElement(node.tagName);
    for (const { name, value } of node.attributes) {
      if (attributes[name]?.test(value)) copy.setAttribute(name, value);
    }
    if (copy instanceof HTMLAnchorElement) outwards(copy);
    copy.append(...copied(node));
    return [copy];
  });
}

/** Whoever is behind a link learns nothing of us. */
function outwards(link: HTMLAnchorElement): void {
  link.rel = 'noopener noreferrer nofollow';
  link.target = '_blank';
}
