import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { InputError } from '../errors/errors.js';

/** An element's start: its name and its attributes. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
}

/** What a reader of XML is told, in the order of the file. */
export interface XmlHandler {
  open(element: XmlElement): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Deeper than any report; a file that nests deeper was made to hurt. */
const deepest = 200;

/**
 * Reads an XML file as a stream. Entities of a document's own are never expanded (an unknown one is an error), so a few
 * lines cannot become gigabytes. Throws InputError with line and column when it is not well-formed.
 */
export async function readXml(path: string, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let fault: Error | undefined;
  let depth = 0;
  parser.on('error', (error) => {
    fault ??= error;
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > deepest)
      fault ??= new Error(`${parser.line}:${parser.column}: nested deeper than ${deepest}`);
    if (!fault) handler.open({ name: tag.name, attributes: tag.attributes as Record<string, string> });
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    if (!fault) handler.close?.(tag.name);
  });
  for (const kind of ['text', 'cdata'] as const) {
    parser.on(kind, (text) => {
      if (!fault) handler.text?.(text);
    });
  }
  const texts = new LongText();
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
      parser.write(texts.cut(chunk as string));
      if (fault) break;
    }
    if (!fault) parser.close();
  } catch (error) {
    // A text that could not be cut, for it looks like markup, and is longer than a string can be.
    if (!(error instanceof RangeError)) throw error;
    fault = error;
  }
  if (!fault) return;
  throw new InputError(`${path} is not readable XML: ${fault.message}.`, {
    fix: 'Check that the step that writes the report ended; a killed test runner leaves half a file.',
    cause: fault,
  });
}

/** A longer text is a log that a test printed; no reader needs more of it. In characters. */
const longestText = 1_000_000;

/**
 * The parser keeps a text until its end, however long. Of one that is too long only the ends of each chunk are let
 * through, where what ends it may be split.
 */
class LongText {
  #length = 0;
  #inText = false;

  /** The chunk, or less of it when it lies within a text that is already too long. */
  cut(chunk: string): string {
    const last = chunk.lastIndexOf('<');
    if (last >= 0) {
      this.#length = chunk.length - last;
      this.#inText = chunk.startsWith('<![CDATA[', last) || chunk.includes('>', last);
      return chunk;
    }
    this.#length += chunk.length;
    if (!this.#inText || this.#length <= longestText || chunk.includes(']]>')) return chunk;
    // Half an entity would be an error.
    return chunk.slice(0, 16).replace(/&[^;]*$/, '') + chunk.slice(-16);
  }
}
