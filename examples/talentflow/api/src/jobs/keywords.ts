const KNOWN = [
  'aws',
  'css',
  'docker',
  'go',
  'html',
  'java',
  'javascript',
  'kafka',
  'kubernetes',
  'linux',
  'nestjs',
  'next.js',
  'node.js',
  'postgresql',
  'prisma',
  'python',
  'react',
  'redis',
  'rust',
  'sql',
  'terraform',
  'typescript',
];

/** The skills that a text asks for, each once, in alphabetical order. */
export function keywordsOf(text: string): string[] {
  const words = new Set(text.toLowerCase().match(/[a-z0-9+#]+(?:\.[a-z]+)*/g));
  return KNOWN.filter((known) => words.has(known));
}
