/** An open position, as the API tells it. */
export interface Job {
  id: string;
  title: string;
  description: string;
  keywords: string[];
  createdAt: string;
}

/** Somebody who has logged in. */
export interface Session {
  user: { id: string; email: string };
  token: string;
}

/** What the API offers to the page. */
export interface Api {
  jobs(): Promise<Job[]>;
  signUp(email: string, password: string): Promise<Session>;
  logIn(email: string, password: string): Promise<Session>;
  publish(token: string, job: { title: string; description: string }): Promise<Job>;
}

/** Speaks to the API at an address. Each call throws an Error whose message may be shown. */
export function createApi(base: string, ask: typeof fetch = fetch): Api {
  async function call(method: string, path: string, body?: unknown, token?: string) {
    const answer = await ask(`${base}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const content = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(content.message ?? `The server answered ${answer.status}.`);
    return content;
  }
  return {
    jobs: async () => (await call('GET', '/api/jobs')).jobs,
    signUp: (email, password) => call('POST', '/api/auth/sign-up', { email, password }),
    logIn: (email, password) => call('POST', '/api/auth/log-in', { email, password }),
    publish: async (token, job) => (await call('POST', '/api/jobs', job, token)).job,
  };
}

/** Where the API is: the workflow that deploys writes it, beside the version; on a developer's machine it is port 3000. */
export async function findApi(ask: typeof fetch = fetch): Promise<string> {
  const answer = await ask('/version.json').catch(() => undefined);
  const release = answer?.ok ? await answer.json() : {};
  return typeof release.api === 'string' ? release.api.replace(/\/$/, '') : 'http://localhost:3000';
}
