/** One simple command of a shell line, and what is to become of it here. */
export interface ShellPart {
  text: string;
  /** Run it, change the folder for those after it, or leave it out and say why. */
  kind: 'run' | 'cd' | 'left-out';
  reason?: string;
}

/** Programs whose work on files is the same here as in a container. */
const runnable = new Set([
  ...[
    'node',
    'npm',
    'npx',
    'pnpm',
    'pnpx',
    'yarn',
    'tsc',
    'turbo',
    'vite',
    'next',
    'nest',
    'prisma',
    'esbuild',
  ],
  ...[
    'python',
    'python3',
    'sh',
    'bash',
    'mkdir',
    'cp',
    'mv',
    'rm',
    'touch',
    'echo',
    'printf',
    'cat',
    'chmod',
    'ln',
  ],
  ...['ls', 'sed', 'test', 'true', 'tar', 'find', 'set', 'export'],
]);

/** Why a command is left out that would change the machine, not the image's folder. */
const leftOut: [RegExp, string][] = [
  [/^(apt|apt-get|apk|dnf|yum)\b/, 'no packages of a system are installed: those of this machine are used'],
  [
    /^(pip3?|uv|poetry|pipenv)\b|^python3? -m (pip|venv|ensurepip)\b/,
    'no Python packages are installed: those of this machine are used',
  ],
  [
    /^(npm|pnpm|yarn) .*(\s-g\b|--global\b)|^corepack\b/,
    'no programs are installed: those under "needs" of rehearsal.yml are used',
  ],
  [
    /^(adduser|addgroup|useradd|groupadd|usermod|chown|chgrp|su|gosu|setcap)\b/,
    'there are no users of its own here',
  ],
  [/^(npm|pnpm|yarn) (config|cache|set)\b/, 'the settings of the rehearsal are used'],
];

/**
 * Takes a RUN line apart at `&&`, `;` and line ends. What a rehearsal cannot do faithfully in a folder is left out, with
 * the reason.
 */
export function shellParts(script: string): ShellPart[] {
  return split(script).map((text) => {
    const command = text.replace(/^(?:\w+=(?:"[^"]*"|'[^']*'|\S*)\s+)+/, '');
    const [word = ''] = command.split(/\s+/);
    if (word === 'cd') return { text, kind: 'cd' };
    const reason = leftOut.find(([pattern]) => pattern.test(command))?.[1];
    if (reason !== undefined) return { text, kind: 'left-out', reason };
    if (runnable.has(word) || /^(\.\/|node_modules\/)/.test(word)) return { text, kind: 'run' };
    return { text, kind: 'left-out', reason: `a rehearsal does not run ${word || 'it'} for an image` };
  });
}

/** Quoted text and parentheses are kept whole. */
function split(script: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  const tokens = script.match(/"(?:\\.|[^"\\])*"|'[^']*'|\\.|&&|[();\n]|[^"'\\&();\n]+|[\s\S]/g) ?? [];
  for (const token of tokens) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0 && /^(&&|;|\n)$/.test(token)) {
      parts.push(part);
      part = '';
    } else part += token;
  }
  return [...parts, part].map((text) => text.trim()).filter((text) => text !== '' && !text.startsWith('#'));
}

/** Puts the folder that stands for `/` before each absolute path of a command; devices and URLs stay. */
export function underRoot(text: string, root: string): string {
  return text.replace(/(^|[\s='":,])\/(?!dev\/)(?=[\w.@$-])/g, `$1${root}/`);
}
