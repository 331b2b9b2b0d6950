import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { RehearsalError } from '../errors.js';
import type { EventScript } from '../example/index.js';

/** What a workflow file says starts it: its `on:`, by the event's name. */
export type Triggers = Record<string, Record<string, unknown>>;

/** Reads a workflow's `on:`. Throws RehearsalError when there is no such file, or it is no YAML. */
export async function readTriggers(workflow: string): Promise<Triggers> {
  const text = await readFile(workflow, 'utf8').catch(() => {
    throw new RehearsalError(
      `The workflow ${workflow} does not exist.`,
      'Give a file of this project (see --list) or a path of your own with --workflow.',
    );
  });
  const on = fieldOf(parseWorkflow(workflow, text), 'on');
  if (typeof on === 'string') return { [on]: {} };
  if (Array.isArray(on)) return Object.fromEntries(on.map((name) => [String(name), {}]));
  if (typeof on !== 'object' || on === null) return {};
  return Object.fromEntries(
    Object.entries(on).map(([name, filter]) => [
      name,
      typeof filter === 'object' && filter !== null && !Array.isArray(filter) ? { ...filter } : {},
    ]),
  );
}

function parseWorkflow(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new RehearsalError(
      `The workflow ${file} is not valid YAML: ${first}`,
      'Mend that line; GitHub would not read it either.',
    );
  }
}

/** A release is a push where the workflow starts on one, else it is started by hand. */
export function usualEvent(workflow: string, triggers: Triggers): EventScript {
  if (triggers.push) {
    const branch = ['main', ...patterns(triggers.push.branches)].find((name) =>
      startsOn(triggers, { name: 'push', branch: name }),
    );
    if (branch !== undefined) return { name: 'push', branch };
  }
  if (triggers.workflow_dispatch) return { name: 'workflow_dispatch', inputs: {} };
  throw new RehearsalError(
    `The workflow ${workflow} starts on ${Object.keys(triggers).join(', ') || 'nothing'}; a rehearsal can push to a branch or start it by hand.`,
    'Give it "on: push" or "on: workflow_dispatch", or say in rehearsal.yml under workflows which event starts it.',
  );
}

/** Throws RehearsalError when GitHub would not start the workflow on this event. */
export function checkStarts(workflow: string, triggers: Triggers, event: EventScript): void {
  if (startsOn(triggers, event)) return;
  throw new RehearsalError(
    `GitHub would not start ${basename(workflow)} on ${JSON.stringify(event)}: its "on" is ${JSON.stringify(triggers)}.`,
    'Correct the event in rehearsal.yml, or the "on" of the workflow.',
  );
}

/** What GitHub starts a workflow on when its `on` names no types. Source: "Events that trigger workflows". */
const usualTypes: Record<string, readonly string[]> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  merge_group: ['checks_requested'],
};

function startsOn(triggers: Triggers, event: EventScript): boolean {
  const filter = triggers[event.name];
  if (!filter) return false;
  switch (event.name) {
    case 'push':
      return event.tag === undefined
        ? allows(filter, 'branches', event.branch ?? 'main', filter.tags)
        : allows(filter, 'tags', event.tag, filter.branches);
    case 'pull_request':
      return ofType(filter, event) && allows(filter, 'branches', event.base, undefined);
    case 'merge_group':
      return (
        ofType(filter, { name: event.name, action: 'checks_requested' }) &&
        allows(filter, 'branches', event.base, undefined)
      );
    case 'release':
      return ofType(filter, event);
    default:
      return true;
  }
}

function ofType(filter: Record<string, unknown>, event: { name: string; action: string }): boolean {
  const types = filter.types === undefined ? usualTypes[event.name] : patterns(filter.types);
  return types === undefined || types.includes(event.action);
}

/** A filter for branches alone keeps tags out, and the other way round. */
function allows(filter: Record<string, unknown>, kind: string, name: string, other: unknown): boolean {
  const ignored = patterns(filter[`${kind}-ignore`]);
  if (ignored.length > 0) return !ignored.some((pattern) => matches(pattern, name));
  if (filter[kind] === undefined) return other === undefined;
  let allowed = false;
  for (const pattern of patterns(filter[kind])) {
    if (pattern.startsWith('!') ? matches(pattern.slice(1), name) : matches(pattern, name))
      allowed = !pattern.startsWith('!');
  }
  return allowed;
}

/** `*` stands for anything but a slash, `**` for anything, `?` makes what is before it optional, `+` repeats it. */
function matches(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.$^|(){}\\]/g, '\\$&')
    .replaceAll('**', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('\u0000', '.*');
  return new RegExp(`^${source}$`).test(name);
}

function patterns(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(String) : [];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
