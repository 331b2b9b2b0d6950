import { type Api, ok } from './access.js';
import { badRequest, notFound, readObject } from './answers.js';

/** The account's Edge Configs: items by key, by the Edge Config's id. */
export type EdgeConfigs = Map<string, Map<string, unknown>>;

/** Makes the Edge Configs that an account begins with. */
export function openEdgeConfigs(items: Record<string, Record<string, unknown>>): EdgeConfigs {
  return new Map(Object.entries(items).map(([id, values]) => [id, new Map(Object.entries(values))]));
}

/** One item of an Edge Config, and its changes (REST: `GET …/item/{key}`, `PATCH …/items`). */
export function addEdgeConfigRoutes(api: Api, configs: EdgeConfigs): void {
  api.owned('GET', ['/v1/edge-config/:id/item/:key'], 'getEdgeConfigItem', ({ params }) => {
    const items = required(configs, params.id);
    const key = params.key ?? '';
    if (!items.has(key)) throw notFound('Edge Config item');
    return ok({ edgeConfigId: params.id, key, value: items.get(key), description: null });
  });
  api.owned('PATCH', ['/v1/edge-config/:id/items'], 'patchEdgeConfigItems', ({ params, json }) => {
    const items = required(configs, params.id);
    const { items: changes } = readObject(json());
    if (!Array.isArray(changes)) throw badRequest('Invalid request: `items` should be an array.');
    for (const change of changes.map(readObject)) apply(items, change);
    return ok({ status: 'ok' });
  });
}

function required(configs: EdgeConfigs, id: string | undefined): Map<string, unknown> {
  const items = configs.get(id ?? '');
  if (!items) throw notFound('Edge Config');
  return items;
}

function apply(items: Map<string, unknown>, { operation, key, value }: Record<string, unknown>): void {
  if (typeof key !== 'string') throw badRequest('Invalid request: `key` should be a string.');
  if (operation === 'delete') items.delete(key);
  else if (operation === 'upsert' || operation === (items.has(key) ? 'update' : 'create'))
    items.set(key, value);
  else throw badRequest(`Invalid request: \`${String(operation)}\` of \`${key}\` is not possible.`);
}
