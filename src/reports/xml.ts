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
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    parser.write(chunk as string);
    if (fault) break;
  }
  if (!fault) parser.close();
  if (!fault) return;
  throw new InputError(`${path} is not readable XML: ${fault.message}.`, {
    fix: 'Check that the step that writes the report ended; a killed test runner leaves half a file.',
    cause: fault,
  });
}
