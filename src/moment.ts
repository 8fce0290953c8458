const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than all its uses in a second. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** `2026-11-23 14:05`: a moment as people read it, in any language. @param ms Unix milliseconds. @param timeZone `TIME_ZONE` */
export function momentOf(ms: number, timeZone: string): string {
  return formatFor(timeZone).format(ms).replace(', ', ' ');
}
