import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { escapeMarkdown, markdownTable } from '../../../src/text/markdown.js';
import { builtInGate, type Finding } from './built-in-gate.js';

const options = z.strictObject({
  deny: z
    .array(z.string())
    .default(['AGPL-1.0', 'AGPL-3.0', 'GPL-2.0', 'GPL-3.0', 'SSPL-1.0', 'BUSL-1.1'])
    .describe('SPDX ids; "GPL-3.0" means also its "-only" and "-or-later".'),
  only: z.array(z.string()).default([]).describe('When given, only these are fine.'),
  except: z.array(z.string()).default([]).describe('Packages that are fine whatever their license.'),
  unknown: z
    .enum(['error', 'warning', 'notice'])
    .default('warning')
    .describe('What a package without a license means.'),
});
type Options = z.infer<typeof options>;

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.unknown().optional(),
      dev: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

/**
 * `licenses`: of what is shipped, that is of all packages that are not for development only. Read from npm's lock file, or
 * from the installed packages.
 */
export const licensesGate = builtInGate({
  name: 'licenses',
  options,
  async run(options, { directory }) {
    const packages = await shipped(directory);
    if (!packages) {
      const reason = 'the licenses are unknown: there is no package-lock.json with packages here';
      return { result: 'warned', reason, findings: [] };
    }
    const findings = packages.flatMap(({ name, license }) => judge(name, license, options));
    const errors = findings.filter(({ severity }) => severity === 'error');
    const counts = new Map<string, number>();
    for (const { license } of packages)
      counts.set(license || 'none', (counts.get(license || 'none') ?? 0) + 1);
    const rows = [...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([license, count]) => [escapeMarkdown(license), String(count)]);
    return {
      result: errors.length > 0 ? 'failed' : 'passed',
      reason:
        errors.length > 0
          ? `${errors.length} of ${packages.length} shipped packages have a license that is not allowed`
          : `the licenses of ${packages.length} shipped packages are fine`,
      findings,
      ...(rows.length > 0 ? { markdown: markdownTable(['license', 'packages'], rows.slice(0, 30)) } : {}),
    };
  },
});

async function shipped(directory: string): Promise<{ name: string; license: string }[] | undefined> {
  const file = join(directory, 'package-lock.json');
  if (!existsSync(file)) return undefined;
  const parsed = lockSchema.safeParse(parse(await readFile(file, 'utf8')));
  if (!parsed.success) return undefined;
  const entries = Object.entries(parsed.data.packages).filter(
    ([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link,
  );
  return Promise.all(
    entries.map(async ([path, { license }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 13),
      license: textOf(license) || (await installedLicense(join(directory, path))),
    })),
  );
}

async function installedLicense(folder: string): Promise<string> {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return '';
  const manifest = parse(await readFile(file, 'utf8'));
  return textOf((manifest as { license?: unknown; licenses?: unknown } | undefined)?.license);
}

/** A word, or the object that old packages wrote. */
function textOf(license: unknown): string {
  if (typeof license === 'string') return license;
  return String((license as { type?: unknown } | null | undefined)?.type ?? '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function judge(name: string, license: string, options: Options): Finding[] {
  if (options.except.includes(name)) return [];
  if (license === '') {
    const message = `${name} names no license.`;
    return [{ severity: options.unknown, rule: 'licenses/unknown', message, file: 'package-lock.json' }];
  }
  if (isFine(license, options)) return [];
  const message = `${name} is under ${license}, which is not allowed here. Replace the package, or name it in "except" when somebody has decided so.`;
  return [{ severity: 'error', rule: 'licenses/denied', message, file: 'package-lock.json' }];
}

/** Of `A OR B` one fine part is enough; of `A AND B` all must be. */
function isFine(expression: string, options: Options): boolean {
  const text = expression.replace(/[()]/g, ' ').trim();
  if (/\sOR\s/i.test(text)) return text.split(/\sOR\s/i).some((part) => isFine(part, options));
  if (/\sAND\s/i.test(text)) return text.split(/\sAND\s/i).every((part) => isFine(part, options));
  const id = text.split(/\sWITH\s/i)[0]?.trim() ?? text;
  const same = (one: string) =>
    id === one || id === `${one}-only` || id === `${one}-or-later` || id === `${one}+`;
  return options.only.length > 0 ? options.only.some(same) : !options.deny.some(same);
}
