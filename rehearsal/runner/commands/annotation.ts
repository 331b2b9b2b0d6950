import { isAbsolute, relative } from 'node:path';
import type { Annotation } from '../events.js';
import type { Command } from './command-line.js';

const LONGEST_MESSAGE = 4096;

/** Builds the annotation of an `error`, `warning` or `notice` command; the file is told relative to the workspace. */
export function annotationOf(level: Annotation['level'], command: Command, workspace: string): Annotation {
  const { file, title } = command.properties;
  const line = command.properties.line ?? command.properties.endline;
  const annotation: Annotation = { level, message: command.data.slice(0, LONGEST_MESSAGE) };
  if (title !== undefined) annotation.title = title;
  if (file !== undefined) annotation.file = isAbsolute(file) ? relative(workspace, file) : file;
  if (line !== undefined && /^\d+$/.test(line)) annotation.line = Number(line);
  return annotation;
}
