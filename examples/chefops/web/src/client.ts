import type { Recipe } from './recipe.ts';

/** The API, as the page uses it. Its methods fail with a message that may be shown. */
export interface Client {
  list(): Promise<Recipe[]>;
  add(recipe: { name: string; station: string }): Promise<void>;
  remove(id: number): Promise<void>;
}

/** A client for the API at an address; an empty one means the page's own origin. */
export function createClient(address: string, send: typeof fetch = fetch): Client {
  const base = address.replace(/\/+$/, '');

  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await send(`${base}/api${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const content: unknown = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(errorIn(content) ?? `The server answered ${answer.status}.`);
    return content;
  }

  return {
    list: async () => ((await call('GET', '/recipes')) as { recipes: Recipe[] }).recipes,
    add: async (recipe) => void (await call('POST', '/recipes', recipe)),
    remove: async (id) => void (await call('DELETE', `/recipes/${id}`)),
  };
}

function errorIn(content: unknown): string | undefined {
  if (typeof content !== 'object' || content === null || !('error' in content)) return undefined;
  return typeof content.error === 'string' ? content.error : undefined;
}
