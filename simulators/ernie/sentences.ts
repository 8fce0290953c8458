/** A text in chunks that end where a reader would pause; joined again they are the text. */
export function sentences(text: string): string[] {
  return text.match(/.*?(?:[。！？；!?][。！？；!?;.”’"）)*]*|\.(?=\s)|\n|$)\n*/gsu)?.filter(Boolean) ?? [];
}
