import { afterEach, describe, expect, it } from '@jest/globals';
import { declarationSchema } from '../example/declaration.js';
import { startDatabases } from './databases.js';

const parts: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const part of parts.splice(0)) await part.close();
});

describe('the databases of a rehearsal', () => {
  it('are there once for each environment, so that staging does not read the events of production', async () => {
    const declaration = declarationSchema.parse({
      environments: { production: {}, staging: {} },
      databases: { events: { kind: 'kafka', topics: ['job.created'] } },
    });
    const databases = await startDatabases(
      { name: 'shop', folder: '', declaration },
      async () => '',
      async (starting) => {
        const part = await starting;
        parts.push(part);
        return part;
      },
    );
    const [production, staging] = ['production', 'staging'].map((name) => databases.url('events', name));
    expect(production).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(staging).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(staging).not.toBe(production);
    expect(() => databases.url('events', 'preview')).toThrow('no database "events" in "preview"');
  });
});
