/** What the server is asked to open. */
export interface NewChat {
  readonly kind: 'direct' | 'group';
  readonly title: string;
  readonly people: readonly { readonly name: string; readonly role: 'member' | 'chat-admin' }[];
}

/** The first of a group runs it. */
export function chatOf(kind: NewChat['kind'], title: string, names: string): NewChat {
  const all = names
    .split(/[,，、;；]/)
    .map(name => name.trim())
    .filter(name => name !== '');
  return {
    kind,
    title: title.trim(),
    people: (kind === 'direct' ? all.slice(0, 1) : all).map((name, at) => ({
      name,
      role: kind === 'group' && at === 0 ? 'chat-admin' : 'member',
    })),
  };
}
