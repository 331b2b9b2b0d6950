/** A command that a process wrote to its output: `::name key=value,key=value::data`. */
export interface Command {
  name: string;
  properties: Record<string, string>;
  data: string;
}

/** Commands the runner knows. A line with any other name is ordinary output. */
export const COMMAND_NAMES: ReadonlySet<string> = new Set([
  ...[
    'debug',
    'warning',
    'error',
    'notice',
    'group',
    'endgroup',
    'add-mask',
    'add-matcher',
    'remove-matcher',
    'echo',
  ],
  ...['stop-commands', 'set-output', 'save-state', 'set-env', 'add-path'],
]);

/**
 * Reads a line as a command, or gives undefined when it is ordinary output.
 * @param known names that count as commands, lower case.
 * Source: actions/runner ActionCommand.
 */
export function parseCommand(line: string, known: ReadonlySet<string> = COMMAND_NAMES): Command | undefined {
  return parseColonForm(line, known) ?? parseBracketForm(line, known);
}

function parseColonForm(line: string, known: ReadonlySet<string>): Command | undefined {
  const text = line.trimStart();
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end < 0) return undefined;
  const head = text.slice(2, end);
  return build(head, text.slice(end + 2), ',', known, unescapeProperty, unescapeData);
}

function parseBracketForm(line: string, known: ReadonlySet<string>): Command | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  return build(line.slice(start + 3, end), line.slice(end + 1), ';', known, unescapeOld, unescapeOld);
}

function build(
  head: string,
  data: string,
  separator: string,
  known: ReadonlySet<string>,
  property: (text: string) => string,
  body: (text: string) => string,
): Command | undefined {
  const space = head.indexOf(' ');
  const name = (space < 0 ? head : head.slice(0, space)).toLowerCase();
  if (!known.has(name)) return undefined;
  const properties: Record<string, string> = {};
  for (const pair of space < 0
    ? []
    : head
        .slice(space + 1)
        .trim()
        .split(separator)) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(equals + 1) === '') continue;
    properties[pair.slice(0, equals).toLowerCase()] = property(pair.slice(equals + 1));
  }
  return { name, properties, data: body(data) };
}

// `%25` is undone last, else `%250A` would turn into a line feed.
function unescapeData(text: string): string {
  return text.replace(/%0D/gi, '\r').replace(/%0A/gi, '\n').replace(/%25/g, '%');
}

function unescapeProperty(text: string): string {
  const signs = text
    .replace(/%0D/gi, '\r')
    .replace(/%0A/gi, '\n')
    .replace(/%3A/gi, ':')
    .replace(/%2C/gi, ',');
  return signs.replace(/%25/g, '%');
}

function unescapeOld(text: string): string {
  const signs = text
    .replace(/%0D/gi, '\r')
    .replace(/%0A/gi, '\n')
    .replace(/%5D/gi, ']')
    .replace(/%3B/gi, ';');
  return signs.replace(/%25/g, '%');
}
