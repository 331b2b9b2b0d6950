import { isMap, LineCounter, parseDocument } from 'yaml';
import { exactPosition, nearestPosition, type Path } from '../config/positions.js';
import { type FilePlace, InputError } from '../errors/errors.js';

/** Finds a field of one check or version rule; the part around it where the text has no such field. */
export type Locate = (path?: Path) => FilePlace;

/** Where the parts of a suite are written. */
export interface SuitePlaces {
  /** In the order of the checks; undefined for one that no text holds. */
  checks: readonly (Locate | undefined)[];
  /** In the order of the version rules. */
  version: readonly (Locate | undefined)[];
  /** A setting of the whole suite, such as `['targets', 'web', 'url']`; undefined where no text holds it. */
  setting(path: Path): FilePlace | undefined;
}

/** Where each part of a suite's text is written; what is no suite has no checks. */
export function placesOf(file: string, text: string): SuitePlaces {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const near = (path: Path): FilePlace => ({ file, ...nearestPosition(document, path, lines) });
  const exact = (path: Path): FilePlace | undefined => {
    const found = exactPosition(document, path, lines);
    return found && { file, ...found };
  };
  const all = (key: string): Locate[] => {
    const count = isMap(document.contents) ? lengthOf(document.toJS({ maxAliasCount: 100 }), key) : 0;
    return Array.from(
      { length: count },
      (_, index) =>
        (path: Path = []) =>
          near([key, index, ...path]),
    );
  };
  return { checks: all('checks'), version: all('version'), setting: exact };
}

/** Of the value and not of the text: a list may stand for another one (`*alias`). */
function lengthOf(suite: unknown, key: string): number {
  const list: unknown = (suite as Record<string, unknown>)[key];
  return Array.isArray(list) ? list.length : 0;
}

/** The places of a suite that was joined from others in this order; of a setting that several have, the last one's. */
export function joinPlaces(parts: readonly SuitePlaces[]): SuitePlaces {
  const last = [...parts].reverse();
  return {
    checks: parts.flatMap(({ checks }) => checks),
    version: parts.flatMap(({ version }) => version),
    setting: (path) => last.map(({ setting }) => setting(path)).find((place) => place !== undefined),
  };
}

/** A mistake in a suite: the message begins with its place, which is also kept for an annotation. */
export function mistake(place: FilePlace | undefined, message: string, fix: string): InputError {
  return new InputError(`${place ? `${textOf(place)}: ` : ''}${message}`, {
    fix,
    ...(place ? { place } : {}),
  });
}

/** A place as it stands in messages. */
export function textOf({ file, line, column }: FilePlace): string {
  return `${file}, line ${line}, column ${column}`;
}

/** A mistake in one field of a check that shows only once the check is made; `path` leads to the field. */
export class FieldError extends InputError {
  readonly path: Path;

  constructor(path: Path, message: string, details: { fix: string; cause?: unknown }) {
    super(message, details);
    this.path = path;
  }
}
