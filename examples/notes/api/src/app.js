import { InvalidNote, parseNewNote } from './note.js';

const MAX_BODY_BYTES = 16 * 1024;

/**
 * The API as one request handler, free of sockets and databases so that a test can call it.
 * @param {object} options
 * @param {Pick<ReturnType<typeof import('./note-store.js').createNoteStore>, 'ping' | 'list' | 'create' | 'remove'>} options.store
 * @param {string} options.version the commit that is running
 * @param {string} [options.allowedOrigin] the origin browsers may call from, `*` for any
 * @param {(error: unknown) => void} [options.onError] told about every error that became a 500
 * @returns {import('node:http').RequestListener}
 */
export function createApp({ store, version, allowedOrigin = '*', onError = console.error }) {
  return async (request, response) => {
    response.setHeader('x-version', version);
    allowOrigin(response, allowedOrigin);
    try {
      const answer = await route(request, store, version);
      send(response, answer.status, answer.body);
    } catch (error) {
      if (error instanceof InvalidNote) return send(response, 400, { error: error.message });
      onError(error);
      send(response, 500, { error: 'Something went wrong on our side.' });
    }
  };
}

async function route(request, store, version) {
  const { pathname } = new URL(request.url ?? '/', 'http://notes.invalid');
  const asked = `${request.method} ${pathname}`;
  if (request.method === 'OPTIONS') return { status: 204 };
  if (asked === 'GET /health') return health(store);
  if (asked === 'GET /version') return { status: 200, body: { version, name: 'notes-api' } };
  if (asked === 'GET /api/notes') return { status: 200, body: { notes: await store.list() } };
  if (asked === 'POST /api/notes') {
    return { status: 201, body: { note: await store.create(parseNewNote(await readJson(request))) } };
  }
  const id = /^\/api\/notes\/([0-9]{1,9})$/.exec(pathname)?.[1];
  if (id !== undefined && request.method === 'DELETE') {
    return (await store.remove(Number(id))) ? { status: 204 } : notFound();
  }
  return notFound();
}

async function health(store) {
  try {
    await store.ping();
    return { status: 200, body: { status: 'ok' } };
  } catch {
    return { status: 503, body: { status: 'database unreachable' } };
  }
}

function notFound() {
  return { status: 404, body: { error: 'There is nothing here.' } };
}

async function readJson(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new InvalidNote('The request is too large.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new InvalidNote('The request is not JSON.');
  }
}

function allowOrigin(response, origin) {
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'GET, POST, PATCH, DELETE, OPTIONS');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('access-control-expose-headers', 'x-version');
  if (origin !== '*') response.setHeader('vary', 'origin');
}

function send(response, status, body) {
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  if (body === undefined) return response.end();
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}
