import { basename, extname } from 'node:path';
import ignore from 'ignore';

/** Something secret in a text. The secret itself is nowhere in it. */
export interface FoundSecret {
  /** `secrets/<kind>`. */
  rule: string;
  message: string;
  file: string;
  /** From 1. */
  line: number;
}

/** Names what is secret in a file's text by kind and line. */
export type SecretFinder = (path: string, content: string) => Promise<FoundSecret[]>;

/** Made by tools, full of hashes and of no use to whoever looks for a secret. */
const generated = [
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'poetry.lock',
  'uv.lock',
  '*.min.js',
  '*.map',
];

/** Files that hold an environment; the second kind is meant to be read by everybody. */
const envFile = /^\.env(\..+)?$|\.env$/;
const exampleFile = /\.(example|sample|template|dist|defaults?)$/;

const machineMade = ignore().add(generated);

/** Whether a file is made by a tool and worth no look. `path` is relative, with `/`. */
export function isGenerated(path: string): boolean {
  return machineMade.ignores(path);
}

/** Whether a file holds an environment and is not meant to be read by everybody, as an example is. */
export function isEnvFile(path: string): boolean {
  return envFile.test(basename(path)) && !exampleFile.test(path);
}

/** Makes a finder with secretlint's recommended rules, beside which examples of environments are held to their form. */
export async function createSecretFinder(): Promise<SecretFinder> {
  const [{ lintSource }, { creator }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const rules = [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }];
  return async (path, content) => {
    const { messages } = await lintSource({
      source: { content, filePath: path, ext: extname(path), contentType: 'text' },
      options: { noPhysicFilePath: true, maskSecrets: true, config: { rules } },
    });
    const found = messages.map(({ ruleId, messageId, loc }) => {
      const kind = messageId.toLowerCase().replaceAll('_', ' ');
      const message = `This line holds what looks like a secret (${kind}). Take it out, and replace it where it is used: what was pushed once is known.`;
      return { rule: ruleOf(ruleId), message, file: path, line: loc.start.line };
    });
    return [...exampleValues(path, content), ...found];
  };
}

function ruleOf(ruleId: string): string {
  return `secrets/${ruleId.replace(/^@secretlint\/secretlint-rule-/, '')}`;
}

const secretName = /(SECRET|TOKEN|PASSWORD|PRIVATE_KEY|API_KEY)\s*=\s*(.+)$/;
const placeholder =
  /^["']?(|\.{3}|<.*>|\$\{.*\}|\{\{.*\}\}|x+|\*+|(your|my|the|some|put|insert|change|replace|example|dummy|test|secret|password|token|todo|none|null|false|true)\b.*|changeme.*|.*(example|placeholder|your-|your_|here).*)["']?$/i;

/** An example shows names; a long random value in it is somebody's. */
function exampleValues(path: string, content: string): FoundSecret[] {
  if (!envFile.test(basename(path).replace(exampleFile, '')) || !exampleFile.test(path)) return [];
  return content.split('\n').flatMap((line, index): FoundSecret[] => {
    const value =
      secretName
        .exec(line)?.[2]
        ?.trim()
        .replace(/\s+#.*$/, '') ?? '';
    if (value.length < 16 || placeholder.test(value) || /\s/.test(value) || entropy(value) < 3.5) return [];
    const message = 'This example holds a value that looks real. Write a placeholder, such as "change-me".';
    return [{ rule: 'secrets/example-value', message, file: path, line: index + 1 }];
  });
}

/** Bits a character: words have about 3, random text 4 and more. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
}
