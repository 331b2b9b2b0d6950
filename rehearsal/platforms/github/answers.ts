import { HttpAnswer, type PlatformRequest, type PlatformResponse } from '../http/server.js';

/** JSON that came from a caller: its shape is not known yet. */
export type Body = Record<string, unknown>;

/** One entry of GitHub's `errors` list in a 422 answer. */
export interface FieldError {
  resource: string;
  field: string;
  code: 'missing_field' | 'invalid' | 'custom' | 'missing';
  message?: string;
}

const documentation = 'https://docs.github.com/rest';

/** An error answer in the form GitHub gives all of them: message, documentation_url, status as text. */
export function refusal(status: number, message: string, more: Body = {}): HttpAnswer {
  return new HttpAnswer(status, {
    message,
    ...more,
    documentation_url: documentation,
    status: String(status),
  });
}

/** 404 `Not Found`, which GitHub also gives for what a token may not know of. */
export function notFound(message = 'Not Found'): HttpAnswer {
  return refusal(404, message);
}

/** 422 with one field error, GitHub's `Validation Failed`. */
export function invalid(error: FieldError): HttpAnswer {
  return refusal(422, 'Validation Failed', { errors: [error] });
}

/** 422 for a required property that was not sent, worded as GitHub's schema check words it. */
function notSupplied(field: string): HttpAnswer {
  return refusal(422, `Invalid request.\n\n"${field}" wasn't supplied.`);
}

/** The request's JSON object; throws GitHub's 400 when the body is no JSON, and an empty object when there is none. */
export function readBody(request: PlatformRequest): Body {
  if (request.raw.length === 0) return {};
  let body: unknown;
  try {
    body = JSON.parse(request.raw.toString('utf8'));
  } catch {
    throw refusal(400, 'Problems parsing JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refusal(400, 'Body should be a JSON object');
  }
  return body as Body;
}

/** A text property; undefined when absent or null; throws 422 when it is something else. */
export function optionalText(body: Body, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw refusal(
    422,
    `Invalid request.\n\nFor 'properties/${field}', ${JSON.stringify(value)} is not a string.`,
  );
}

/** A text property that must be there and not be empty; throws 422 otherwise. */
export function requiredText(body: Body, field: string): string {
  const value = optionalText(body, field);
  if (value === undefined || value === '') throw notSupplied(field);
  return value;
}

/** A true/false property with the value it has when absent; throws 422 when it is something else. */
export function flag(body: Body, field: string, fallback: boolean): boolean {
  const value = body[field];
  if (value === undefined || value === null) return fallback;
  if (typeof value === 'boolean') return value;
  throw refusal(
    422,
    `Invalid request.\n\nFor 'properties/${field}', ${JSON.stringify(value)} is not a boolean.`,
  );
}

/** A list of texts (a label may also be an object with a name); undefined when absent. */
export function textList(body: Body, field: string): string[] | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) {
    throw refusal(
      422,
      `Invalid request.\n\nFor 'properties/${field}', ${JSON.stringify(value)} is not an array.`,
    );
  }
  return value.map((item) =>
    typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : String(item),
  );
}

/** The time as GitHub writes it: ISO 8601 in UTC, whole seconds. */
export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** The account all things here are made by: the one behind a workflow's own token. */
export function actionsBot(serverUrl: string): Body {
  return {
    login: 'github-actions[bot]',
    id: 41898282,
    node_id: 'MDM6Qm90NDE4OTgyODI=',
    avatar_url: '',
    html_url: `${serverUrl}/apps/github-actions`,
    type: 'Bot',
    site_admin: false,
  };
}

/** One page of `items` (per_page 30 when absent, 100 at most) with GitHub's Link header; `wrap` shapes the body. */
export function paged<T>(
  request: PlatformRequest,
  base: string,
  items: T[],
  wrap: (page: T[], total: number) => unknown = (page) => page,
): PlatformResponse {
  const size = Math.min(100, positive(request.query.get('per_page')) ?? 30);
  const page = positive(request.query.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (number: number, relation: string) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(number));
    return `<${base}${request.path}?${query}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  return {
    status: 200,
    body: wrap(items.slice((page - 1) * size, page * size), items.length),
    ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}),
  };
}

function positive(text: string | null): number | undefined {
  const number = Number(text ?? Number.NaN);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
