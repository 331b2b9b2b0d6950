import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { namesIn, readsIn } from './env-code.js';

const made: string[] = [];
afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** What the code of these files reads; a name with a value of its own ends in `?`. */
async function reads(files: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'env-code-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const found = await readsIn(root, []);
  return [...found.values()].map(({ name, optional }) => `${name}${optional ? '?' : ''}`).sort();
}

describe('variables that the code reads', () => {
  it('are not those of a comment: nobody is asked for what is switched off', async () => {
    const text =
      '// process.env.OLD\n * process.env.ALSO_OLD\nrun(); // process.env.THIRD\nfetch("https://x/" + process.env.KEPT)';
    expect(await reads({ 'a.ts': text })).toEqual(['KEPT']);
  });

  it('are told apart by whether the code can do without', async () => {
    const text =
      'process.env.A ?? "x"; process.env.B || 1; process.env.C; process.env.D ?? fail("D is required");\nprocess.env.E ?? 1; process.env.E;';
    expect(await reads({ 'a.ts': text })).toEqual(['A?', 'B?', 'C', 'D', 'E']);
    expect(await reads({ 'a.py': 'os.getenv("A", "x")\nos.environ["B"]\nos.environ.get("C")' })).toEqual([
      'A?',
      'B',
      'C',
    ]);
  });

  it('are found where they are taken out of process.env together', async () => {
    const text = 'const { API_URL, PORT_NUMBER = "80", LEVEL: level } = process.env;';
    expect(await reads({ 'a.js': text })).toEqual(['API_URL', 'LEVEL', 'PORT_NUMBER?']);
  });

  it('are found in the settings of a FastAPI app', async () => {
    const text = `class Settings(BaseSettings):
    """The app's."""
    model_config = SettingsConfigDict(env_prefix="app_")
    database_url: PostgresDsn
    pool_size: int = 5
    jwt_secret: str = Field(min_length=32)

    def url(self) -> str:
        return self.database_url


class Other(BaseModel):
    name: str
`;
    expect(await reads({ 'settings.py': text })).toEqual([
      'APP_DATABASE_URL',
      'APP_JWT_SECRET',
      'APP_POOL_SIZE?',
    ]);
  });

  it('count as documented when the example has them commented out', () => {
    const names = namesIn('# How to set it up\nA=1\n# B=2\n#C=\n# see X = y\nexport D=\n');
    expect([...names]).toEqual([
      ['A', 2],
      ['B', 3],
      ['C', 4],
      ['D', 6],
    ]);
  });
});
