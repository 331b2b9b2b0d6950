import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';

/** Where an annotation is shown. */
export interface AnnotationPlace {
  title?: string;
  file?: string;
  startLine?: number;
  startColumn?: number;
}

/** How a program speaks to the runner that started it. */
export interface Toolkit {
  /** The trimmed text of an input; '' when it is not given. */
  getInput(name: string): string;
  /** Keeps a text out of every log from now on. */
  setSecret(secret: string): void;
  setOutput(name: string, value: string): void;
  info(line: string): void;
  debug(line: string): void;
  error(message: string, place?: AnnotationPlace): void;
  warning(message: string, place?: AnnotationPlace): void;
  notice(message: string, place?: AnnotationPlace): void;
  startGroup(title: string): void;
  endGroup(): void;
  /** Adds Markdown to the job's summary; the file is in `GITHUB_STEP_SUMMARY`. */
  addSummary(markdown: string): void;
}

/**
 * Speaks GitHub's workflow commands ("Workflow commands for GitHub Actions" in GitHub's docs) byte for byte as its own
 * toolkit does, a test compares them. The toolkit itself brings an HTTP client along that takes a program longer to load
 * than everything else together.
 */
export function createToolkit(env: NodeJS.ProcessEnv, write: (text: string) => void): Toolkit {
  const command = (
    name: string,
    message: string,
    properties: readonly (readonly [string, string])[] = [],
  ) => {
    const given = properties.filter(([, value]) => value !== '');
    const list = given.map(([key, value]) => `${key}=${escapeProperty(value)}`).join(',');
    write(`::${name}${list ? ` ${list}` : ''}::${escapeData(message)}${EOL}`);
  };
  const annotate =
    (level: string) =>
    (message: string, place: AnnotationPlace = {}) =>
      command(level, message, [
        ['title', place.title ?? ''],
        ['file', place.file ?? ''],
        ['line', place.startLine ? String(place.startLine) : ''],
        ['col', place.startColumn ? String(place.startColumn) : ''],
      ]);
  return {
    getInput: (name) => (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
    setSecret: (secret) => command('add-mask', secret),
    setOutput(name, value) {
      if (env.GITHUB_OUTPUT) return appendOutput(env.GITHUB_OUTPUT, name, value);
      write(EOL);
      command('set-output', value, [['name', name]]);
    },
    info: (line) => write(line + EOL),
    debug: (line) => command('debug', line),
    error: annotate('error'),
    warning: annotate('warning'),
    notice: annotate('notice'),
    startGroup: (title) => command('group', title),
    endGroup: () => command('endgroup', ''),
    addSummary(markdown) {
      if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, markdown + EOL);
    },
  };
}

/** The delimiter is unguessable, so that a value cannot end itself early and write outputs of its own. */
function appendOutput(file: string, name: string, value: string): void {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  if (name.includes(delimiter) || value.includes(delimiter))
    throw new Error(`The output "${name}" holds the delimiter that was made for it.`);
  appendFileSync(file, `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`);
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
