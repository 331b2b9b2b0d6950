import { describe, expect, it } from '@jest/globals';
import { read, repository, run } from './test-repository.js';

const api = {
  name: 'api',
  scripts: { start: 'node server.js', test: 'node --test' },
  dependencies: { fastify: '5.0.0' },
};
const site = { name: 'site', scripts: { lint: 'biome ci' }, devDependencies: { vite: '8.0.0' } };
const packages = { 'api/package.json': JSON.stringify(api), 'site/package.json': JSON.stringify(site) };

/** The written gates, and all that was told. */
async function gatesOf(files: Record<string, string>) {
  const root = repository(files);
  const { said } = await run(root, { args: ['--yes'] });
  return { gates: read(root, '.github/quality-gates.yml'), said };
}

const corepack = '  - name: corepack\n    command: corepack enable\n';

describe('the gates bring what a runner lacks', () => {
  it.each([
    ['pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
    ['yarn.lock', 'yarn install --immutable'],
  ])('the package manager of the root: %s', async (lock, install) => {
    const workspaces = JSON.stringify({ name: 'all', workspaces: ['api', 'site'] });
    const { gates } = await gatesOf({ ...packages, 'package.json': workspaces, [lock]: '__metadata:\n' });
    expect(gates).toContain(`${corepack}  - name: install\n    command: ${install}\n    needs: [corepack]\n`);
  });

  it('bun, which Corepack does not bring', async () => {
    const workspaces = JSON.stringify({ name: 'all', workspaces: ['api', 'site'] });
    const { gates } = await gatesOf({ ...packages, 'package.json': workspaces, 'bun.lock': '{}' });
    expect(gates).toContain('  - name: bun\n    command: npm install --global bun\n');
    expect(gates).toContain('    command: bun install --frozen-lockfile\n    needs: [bun]\n');
  });

  it('each part’s own package manager, and npm without a word', async () => {
    const { gates } = await gatesOf({
      ...packages,
      'api/package-lock.json': '{}',
      'site/pnpm-lock.yaml': 'lockfileVersion: 9',
    });
    expect(gates).toContain(
      '  - name: api-install\n    command: npm ci\n    working-directory: api\n  - name',
    );
    expect(gates).toContain('command: pnpm install --frozen-lockfile\n    working-directory: site\n');
    expect(gates).toContain('    command: pnpm run lint\n');
    expect(gates.split(corepack)).toHaveLength(2);
  });

  it('an environment for pip, which the tools are started from', async () => {
    const { gates, said } = await gatesOf({
      'site/package.json': packages['site/package.json'],
      'api/requirements.txt': 'fastapi==1.0.0\nalembic==1.0\n',
      'api/requirements-dev.txt': 'pytest==9.0.0\nruff==1.0.0\nflake8==7.0.0\n',
      'api/alembic.ini': '[alembic]\nscript_location = alembic\n',
      'api/alembic/versions/1_a.py': "revision = '1'\ndown_revision = None\n",
    });
    const install =
      'python3 -m venv .venv && .venv/bin/pip install --requirement requirements.txt --requirement requirements-dev.txt';
    expect(gates).toContain(`  - name: install\n    command: ${install}\n    working-directory: api\n`);
    expect(gates).toContain(
      '  - name: unit-tests\n    command: .venv/bin/pytest\n    working-directory: api\n    needs: [install]\n',
    );
    expect(gates).toContain('command: .venv/bin/ruff check .');
    expect(gates).not.toContain('flake8');
    expect(said).toContain(`gh variable set MIGRATIONS_INSTALL --body "${install}"`);
  });

  it.each([
    ['uv.lock', '', 'command -v uv || pipx install uv && uv sync --locked'],
    ['poetry.lock', '', 'command -v poetry || pipx install poetry && poetry install --no-interaction'],
    ['README.md', '[project.optional-dependencies]\ntest = ["ruff"]\n', "pip install '.[test]'"],
    ['README.md', '', '.venv/bin/pip install .'],
  ])('what a pyproject.toml with %s needs, also before migrations', async (lock, extras, install) => {
    const { gates, said } = await gatesOf({
      'package.json': JSON.stringify({ scripts: { lint: 'true' } }),
      'site/package.json': packages['site/package.json'],
      'pyproject.toml': `[project]\nname = "api"\ndependencies = ["fastapi", "alembic", "pytest"]\n${extras}`,
      [lock]: '',
      'alembic.ini': '[alembic]\nscript_location = alembic\n',
      'alembic/versions/1_a.py': "revision = '1'\ndown_revision = None\n",
    });
    expect(gates).toMatch(/ {2}- name: python-install\n {4}command: .*\n/);
    expect(gates).toContain(install);
    expect(gates.includes('- name: python-unit-tests')).toBe(lock === 'README.md');
    expect(said).toContain('gh variable set MIGRATIONS_INSTALL');
    expect(said).not.toContain('requirements.txt');
  });
});
