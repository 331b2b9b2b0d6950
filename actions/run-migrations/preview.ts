import { readFileSync } from 'node:fs';
import { preparePreview, removePreview } from '../../src/neon/branches.js';
import { NeonClient } from '../../src/neon/client.js';
import type { NeonInputs } from './inputs/neon.js';
import type { Deps } from './work.js';

/** What became of a pull request's branch: its address, or that it is gone. */
export type Preview = { databaseUrl: string; branch: string } | { removed: boolean; branch: string };

/** Makes or resets the pull request's database branch; deletes it when the pull request was closed. */
export async function preparePreviewBranch(neon: NeonInputs, name: string, deps: Deps): Promise<Preview> {
  const { http, log, clock, signal } = deps;
  const client = new NeonClient({ ...neon, http, log, clock, signal });
  if (isClosed(deps.env.GITHUB_EVENT_PATH)) {
    const removed = await removePreview(client, name);
    log.info(removed ? `Deleted the Neon branch ${name}` : `There is no Neon branch ${name} any more`);
    return { removed, branch: name };
  }
  const { databaseUrl, outcome } = await preparePreview(client, {
    name,
    parent: neon.parent,
    reset: neon.reset,
    expiresAt: null,
    database: neon.database,
    role: neon.role,
  });
  deps.mask(databaseUrl);
  deps.mask(new URL(databaseUrl).password);
  log.info(`Neon branch ${name}: ${outcome}`);
  return { databaseUrl, branch: name };
}

/** `pull_request` with the action `closed`, as the event's own file tells. */
function isClosed(eventPath: string | undefined): boolean {
  if (!eventPath) return false;
  try {
    const event: unknown = JSON.parse(readFileSync(eventPath, 'utf8'));
    return (
      typeof event === 'object' &&
      event !== null &&
      'pull_request' in event &&
      'action' in event &&
      event.action === 'closed'
    );
  } catch {
    return false;
  }
}
