import { HttpAnswer, type PlatformRequest } from '../http/server.js';

/** The one project there is. */
export const project = 'local-forest-12345678';
/** The one key that is let in. */
export const apiKey = 'neon-local-key';

/** Throws HttpAnswer unless the request brings the key and asks for the one project. */
export function checkAccess({ headers, params }: PlatformRequest): void {
  if (headers.authorization !== `Bearer ${apiKey}`) {
    throw new HttpAnswer(401, {
      code: '',
      message: 'supplied credentials do not pass authentication',
      request_id: 'local',
    });
  }
  if (params.project !== project) throw notFound('project not found');
}

/** The answer for what is not there. */
export function notFound(message: string): HttpAnswer {
  return new HttpAnswer(404, { code: '', message, request_id: 'local' });
}

/** A text within a body, by its path. */
export function field(body: unknown, ...path: string[]): string | undefined {
  const value = path.reduce<unknown>(
    (current, key) =>
      typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined,
    body,
  );
  return typeof value === 'string' ? value : undefined;
}
