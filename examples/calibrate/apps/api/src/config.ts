const shortestKey = 16;

/** What the API reads from its environment. */
export interface Config {
  port: number;
  /** The commit that is running. */
  version: string;
  databaseUrl: string;
  /** Keys that open `/api`; several while one is being replaced. */
  accessKeys: readonly string[];
  /** Origins whose pages may call `/api`. */
  webOrigins: readonly string[];
}

/** Reads the environment. Throws an Error that names the variable: a service that cannot work must not get healthy. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const accessKeys = [...listOf(environment.ACCESS_KEYS), ...listOf(environment.ACCESS_KEYS_PREVIOUS)];
  if (accessKeys.length === 0 || accessKeys.some((key) => key.length < shortestKey)) {
    throw new Error(`ACCESS_KEYS needs at least one key, each of ${shortestKey} characters or more.`);
  }
  const databaseUrl = environment.DATABASE_URL ?? '';
  if (databaseUrl === '') throw new Error('DATABASE_URL is not set.');
  return {
    port: Number(environment.PORT ?? 3000),
    version: environment.DEPLOY_SHA ?? 'development',
    databaseUrl,
    accessKeys,
    webOrigins: listOf(environment.WEB_ORIGINS),
  };
}

function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((part) => part.trim() || []);
}
