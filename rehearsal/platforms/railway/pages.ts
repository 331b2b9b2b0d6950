/** The arguments of a Relay connection. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A Relay connection over nodes that have an id, which is also their cursor. */
export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/** Cuts a page out of a list. */
export function connection<T extends { id: string }>(nodes: T[], page: PageArguments): Connection<T> {
  let from = page.after ? nodes.findIndex((node) => node.id === page.after) + 1 : 0;
  const end = page.before ? nodes.findIndex((node) => node.id === page.before) : -1;
  let to = end >= 0 ? end : nodes.length;
  if (typeof page.first === 'number') to = Math.min(to, from + page.first);
  if (typeof page.last === 'number') from = Math.max(from, to - page.last);
  const edges = nodes.slice(from, to).map((node) => ({ cursor: node.id, node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: to < nodes.length,
      hasPreviousPage: from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
