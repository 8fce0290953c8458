/** Text for HTML, in elements and in attributes with quotes of either kind. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
}

/** The same; its lines stay lines. */
export const escapeLines = (text: string) => escapeHtml(text).replaceAll('\n', '<br>');
