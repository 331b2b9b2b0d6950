import { writeFile } from 'node:fs/promises';
import pg from 'pg';

/** Who is let into a database, as the official container image reads it from POSTGRES_USER, _PASSWORD and _DB. */
export interface Admission {
  user: string;
  /** Absent: everybody is let in without one. */
  password?: string | undefined;
  database: string;
}

/** Makes a superuser and a database of its own. `url`: the server's. Returns PostgreSQL's version. */
export async function admit(url: string, { user, password, database }: Admission): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const told = await client.query<{ version: string; hba: string }>(
      "SELECT current_setting('server_version') AS version, current_setting('hba_file') AS hba",
    );
    const { version = '', hba = '' } = told.rows[0] ?? {};
    const name = client.escapeIdentifier(user);
    const known = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [user]);
    const verb = known.rowCount ? 'ALTER' : 'CREATE';
    const secret = password === undefined ? '' : ` PASSWORD ${client.escapeLiteral(password)}`;
    await client.query(`${verb} ROLE ${name} SUPERUSER LOGIN${secret}`);
    if (database !== 'postgres') {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${name}`);
    }
    if (password === undefined) {
      await writeFile(hba, 'host all all 127.0.0.1/32 trust\n');
      await client.query('SELECT pg_reload_conf()');
    }
    return version;
  } finally {
    await client.end();
  }
}
