/**
 * Replaces secrets by `***` in text that is shown. Sources: actions/runner SecretMasker, ValueEncoders.
 * Ranges that overlap or touch are replaced as one, so a secret that contains another does not leak its rest.
 */
export class Masker {
  private readonly values = new Set<string>();

  constructor(parent?: Masker) {
    for (const value of parent?.values ?? []) this.values.add(value);
  }

  /** Registers a secret: whole and line by line, trimmed. There is no minimum length. */
  addSecret(secret: string): void {
    this.add(secret.trim());
    this.addLines(secret);
  }

  /** Registers the data of an `add-mask` command: as given, and each trimmed line. */
  addMask(text: string): void {
    this.add(text);
    this.addLines(text);
  }

  /** The text with every registered value, also in its usual encodings, replaced. */
  mask(text: string): string {
    const ranges: [number, number][] = [];
    for (const value of this.values) {
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
        ranges.push([at, at + value.length]);
      }
    }
    if (ranges.length === 0) return text;
    ranges.sort((left, right) => left[0] - right[0]);
    let result = '';
    let position = 0;
    for (const [start, end] of merge(ranges)) {
      result += `${text.slice(position, start)}***`;
      position = end;
    }
    return result + text.slice(position);
  }

  private addLines(text: string): void {
    for (const line of text.split(/[\r\n]+/)) this.add(line.trim());
  }

  private add(value: string): void {
    if (value === '') return;
    this.values.add(value);
    for (const encoded of encodings(value)) if (encoded !== '') this.values.add(encoded);
  }
}

function merge(sorted: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = result[result.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

function encodings(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [
    // A secret inside a longer text meets the encoding's three-byte rhythm at one of three places.
    ...[0, 1, 2].map((skip) => (bytes.length > skip ? bytes.subarray(skip).toString('base64') : '')),
    value.replaceAll('"', '\\"'),
    value.replaceAll("'", "''"),
    JSON.stringify(value).slice(1, -1),
    uriEncode(value),
    xmlEncode(value),
    value.length > 8 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : '',
    ...powershellFragments(value),
  ];
}

function uriEncode(value: string): string {
  try {
    return encodeURIComponent(value).replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    return '';
  }
}

function xmlEncode(value: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/**
 * PowerShell breaks a command it reports at the first `&+`, swallowing the letter behind it, or else at the last `&`.
 * Both parts are masked when they are long enough to tell something.
 */
function powershellFragments(value: string): string[] {
  const colored = value.indexOf('&+');
  const last = value.lastIndexOf('&');
  if (last < 0) return [];
  const parts =
    colored >= 0
      ? [value.slice(0, colored + 2), value.slice(colored + 3)]
      : [value.slice(0, last + 1), value.slice(last + 1)];
  return parts.filter((part) => part.length >= 6);
}
