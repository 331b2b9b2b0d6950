/** A branch as the local Neon keeps it. */
export interface Branch {
  id: string;
  name: string;
  parent: string | undefined;
  /** The database of the local PostgreSQL that holds it. */
  database: string;
  isDefault: boolean;
  /** The id of its compute; undefined when it has none. */
  compute: string | undefined;
  expiresAt?: string | undefined;
}

/** Work that Neon does after it has answered. */
export interface Operation {
  id: string;
  branch_id: string;
  action: string;
  status: 'scheduling' | 'running' | 'finished' | 'failed' | 'cancelled' | 'skipped';
}

/** A branch as the API shows it. */
export function branchView({ id, name, parent, isDefault, expiresAt }: Branch): Record<string, unknown> {
  return {
    id,
    name,
    ...(parent ? { parent_id: parent } : {}),
    ...(expiresAt ? { expires_at: expiresAt } : {}),
    default: isDefault,
    protected: false,
    current_state: 'ready',
  };
}
