import { installCommand } from '../../src/project/commands.js';
import type { Look } from '../look/parts.js';

/**
 * The command that installs what the migrations run with, in the folder of the app; undefined where nothing is needed:
 * Drizzle's and plain SQL files are applied by the action itself.
 */
export function migrationsInstall({ migrations, packageManager }: Look): string | undefined {
  if (migrations?.tool === 'alembic') {
    return 'python3 -m venv .venv && .venv/bin/pip install --requirement requirements.txt';
  }
  if (migrations?.tool !== 'prisma' || !packageManager) return undefined;
  const install = installCommand(packageManager);
  return packageManager.name === 'npm' ? install : `corepack enable && ${install}`;
}
