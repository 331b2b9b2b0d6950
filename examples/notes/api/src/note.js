/** The longest text a note may have, in characters. */
export const MAX_TEXT_LENGTH = 500;

/** What the sender got wrong; its message may be shown to them. */
export class InvalidNote extends Error {}

/**
 * Checks what a client sent as a new note.
 * @param {unknown} body the parsed JSON body
 * @returns {{ text: string }}
 * @throws {InvalidNote} when there is no text, or too much of it
 */
export function parseNewNote(body) {
  const given = typeof body === 'object' && body !== null && 'text' in body ? body.text : undefined;
  const text = typeof given === 'string' ? given.trim() : '';
  if (text === '') throw new InvalidNote('A note needs a text.');
  if (text.length > MAX_TEXT_LENGTH) {
    throw new InvalidNote(`A note has at most ${MAX_TEXT_LENGTH} characters; this one has ${text.length}.`);
  }
  return { text };
}
