import type { Declaration } from './declaration.js';

const reference = /\$\{([^{}]*)\}/g;

/** What can be told of each kind of part, and of the platforms. */
const fields = {
  services: ['url', 'host', 'name', 'id', 'volume'],
  projects: ['url', 'host', 'name', 'id'],
  databases: ['url', 'name'],
  vercel: ['api-url', 'token', 'team'],
  railway: ['api-url', 'token', 'account-token', 'project', 'environment'],
  neon: ['api-url', 'api-key', 'project'],
} as const;

/** Kafka holds topics, and no database with a name. */
function databaseFields({ databases }: Declaration, key: string): readonly string[] {
  return databases[key]?.kind === 'kafka' ? ['url'] : fields.databases;
}

/** Replaces each `${…}` by what it stands for. `lookUp` gets its parts and throws for those it does not know. */
export function fill(text: string, lookUp: (path: string[]) => string): string {
  return text.replace(reference, (_, path: string) => lookUp(path.trim().split('.')));
}

/** What is wrong with the references of a text, one sentence each; none when all lead somewhere. */
export function faultsOfReferences(text: string, declaration: Declaration): string[] {
  return [...text.matchAll(reference)].flatMap(([whole, path = '']) => {
    const fault = faultOf(path.trim().split('.'), declaration);
    return fault ? [`${whole}: ${fault}`] : [];
  });
}

function faultOf([kind = '', ...rest]: string[], declaration: Declaration): string | undefined {
  if (kind === 'environment' && rest.length === 0) return undefined;
  if (!(kind in fields)) {
    return `nothing is called "${kind}"; allowed are environment, ${Object.keys(fields).join(', ')}`;
  }
  const allowed = fields[kind as keyof typeof fields] as readonly string[];
  if (kind === 'services' || kind === 'projects' || kind === 'databases') {
    const [key = '', field = '', ...more] = rest;
    const names = Object.keys(declaration[kind]);
    if (!names.includes(key))
      return `there is no "${key}" under ${kind}; there are ${names.join(', ') || 'none'}`;
    const own = kind === 'databases' ? databaseFields(declaration, key) : allowed;
    return own.includes(field) && more.length === 0 ? undefined : `use one of ${own.join(', ')}`;
  }
  return rest.length === 1 && allowed.includes(rest[0] ?? '')
    ? undefined
    : `use one of ${allowed.join(', ')}`;
}
