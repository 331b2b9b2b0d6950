import { InputError } from '../../errors/errors.js';

/** A header's name: one token of RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Headers as they can be sent. One line end at the end of a value is left out: secrets are pasted with it. Throws
 * InputError naming the header that no request can hold (RFC 9110, 5.5): that is no fault of who is asked.
 */
export function sendable(headers: Record<string, string>): Record<string, string> {
  const fit: Record<string, string> = {};
  for (const [name, given] of Object.entries(headers)) {
    const value = withoutLineEnd(given);
    refuseUnsendable(name, value);
    fit[name] = value;
  }
  return fit;
}

/** A text without the one line end that a pasted secret has at its end. */
export function withoutLineEnd(pasted: string): string {
  return pasted.replace(/\r?\n$/, '');
}

function refuseUnsendable(name: string, value: string): void {
  if (!token.test(name)) {
    throw new InputError(`The header ${JSON.stringify(name)} cannot be sent: that is no name of a header.`, {
      fix: 'Write letters, digits and "-" only, such as x-api-key.',
    });
  }
  const holds = unsendableIn(value);
  if (holds === undefined) return;
  // The value may be a secret: it is not shown.
  throw new InputError(`The header "${name}" cannot be sent: its value holds ${holds}.`, {
    fix: 'Write it on one line, in the characters of ASCII; when it is a variable, look at how its value was stored (a secret that was pasted with several lines, typographic quotes).',
  });
}

function unsendableIn(value: string): string | undefined {
  if (/[\r\n]/.test(value)) return 'a line break';
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xff) return 'a character outside of Latin-1';
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return 'a control character';
  }
  return undefined;
}
