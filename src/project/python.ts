import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Python } from './project.js';

/** Folders a Python app usually stands in beside a frontend. */
const usualPlaces = ['', 'api', 'backend', 'server', 'app', 'apps/api'];

/**
 * Finds a Python project in a folder or in one of the usual places below it, and whether poetry, uv or pip runs its
 * tools: by lock file first, then by what pyproject.toml holds.
 */
export async function detectPython(root: string): Promise<Python | undefined> {
  for (const directory of usualPlaces) {
    const at = (file: string) => join(root, directory, file);
    const files = ['pyproject.toml', 'requirements.txt', 'requirements-dev.txt', 'setup.cfg'];
    const present = files.filter((file) => existsSync(at(file)));
    if (present.length === 0) continue;
    const texts = await Promise.all(present.map((file) => readFile(at(file), 'utf8')));
    const text = texts.join('\n');
    const { runner, because } = runnerOf(at, text);
    const prefix = runner === 'pip' ? [] : [runner, 'run'];
    return { runner, prefix, because, directory, dependencies: dependenciesIn(text) };
  }
  return undefined;
}

function runnerOf(at: (file: string) => string, text: string): Pick<Python, 'runner' | 'because'> {
  if (existsSync(at('uv.lock'))) return { runner: 'uv', because: 'there is uv.lock' };
  if (existsSync(at('poetry.lock'))) return { runner: 'poetry', because: 'there is poetry.lock' };
  if (/^\[tool\.poetry\]/m.test(text))
    return { runner: 'poetry', because: 'pyproject.toml has [tool.poetry]' };
  if (/^\[tool\.uv\]/m.test(text)) return { runner: 'uv', because: 'pyproject.toml has [tool.uv]' };
  return { runner: 'pip', because: 'there is neither a uv.lock nor a poetry.lock' };
}

/**
 * Names at the beginning of a requirement: a line of requirements.txt, a string of a pyproject list, a key of poetry's
 * table. A word too many only proposes a gate too many, which says itself why it is there.
 */
function dependenciesIn(text: string): string[] {
  const names = new Set<string>();
  for (const line of text.split('\n')) {
    const [, name] =
      /^\s*["']?([A-Za-z][A-Za-z0-9._-]*)(?:\[[^\]]*\])?["']?\s*(?:[=<>~!^;,@\]"']|$)/.exec(line) ?? [];
    if (name) names.add(name.toLowerCase().replaceAll('_', '-'));
    for (const [, quoted = ''] of line.matchAll(
      /["']([A-Za-z][A-Za-z0-9._-]*)(?:\[[^\]]*\])?\s*(?:[=<>~!;][^"']*)?["']/g,
    ))
      names.add(quoted.toLowerCase().replaceAll('_', '-'));
  }
  return [...names].sort();
}
