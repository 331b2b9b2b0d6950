import type { Lifecycle } from './lifecycle.js';
import type { Scope } from './queries.js';
import type { Store } from './store.js';
import type { Views } from './views.js';

/** What the resolvers of mutations work on. */
export interface Ground {
  store: Store;
  views: Views;
  scope: Scope;
  lifecycle: Lifecycle;
}
