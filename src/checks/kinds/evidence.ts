import { soundsSecret, withoutSecretFields } from '../masker.js';
import { withoutLineEnd } from '../transport/headers.js';
import type { Answer, TransportRequest } from '../transport/transport.js';
import type { CheckContext, Evidence } from './kind.js';

const shownBody = 2_000;
const shownHeader = 300;

/** What was sent and what came back, for a person: cut, and without anything that a name or a variable calls secret. */
export async function evidenceOf(
  request: TransportRequest,
  answer: Answer | undefined,
  context: CheckContext,
): Promise<Evidence> {
  const trusted = await context.transport.trustedHeaders(request.url);
  const own = withoutLineEnds(request.headers ?? {});
  const headers = { ...own, ...trusted };
  const { pathname, search } = new URL(request.url);
  const head = `${request.method} ${pathname}${search}`;
  const body = typeof request.body === 'string' ? request.body : request.body && '(parts and files)';
  return {
    url: request.url,
    request: message(head, headers, body || '', context),
    ...(answer
      ? {
          response: message(statusLine(answer), answer.headers, answer.text, context),
        }
      : {}),
    command: curlOf({ ...request, headers: own }, trusted, context),
  };
}

/** As they were sent. */
function withoutLineEnds(headers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, withoutLineEnd(value)]);
  return Object.fromEntries(entries);
}

/** A name may have several addresses: which one answered is worth knowing. */
function statusLine({ httpVersion, status, remote }: Answer): string {
  return `HTTP/${httpVersion} ${status}${remote ? ` from ${remote.address}` : ''}`;
}

function message(head: string, headers: Record<string, string>, body: string, context: CheckContext): string {
  const lines = Object.entries(headers).map(([name, value]) =>
    soundsSecret(name) ? `${name}: ***` : `${name}: ${short(context.clean(value), shownHeader)}`,
  );
  const text = short(context.clean(withoutSecretFields(body.slice(0, 10 * shownBody))), shownBody);
  return [context.clean(head), ...lines, ...(text === '' ? [] : ['', text])].join('\n');
}

function short(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}… (${text.length - length} more characters)` : text;
}

/** The same request as a command line; what is secret stands as `$NAME`. */
function curlOf(
  { method, url, headers = {}, body }: TransportRequest,
  trusted: Record<string, string>,
  context: CheckContext,
): string {
  const all = Object.entries({ ...headers, ...trusted }).map(([name, value]) => {
    const word = context.shellWord(`${name}: ${value}`);
    // A header whose name says that it is secret, and whose value nobody declared: its value is not shown either.
    if (!soundsSecret(name) || word.includes('"$')) return word;
    return `'${name}: '"$${name.toUpperCase().replace(/\W+/g, '_')}"`;
  });
  const data =
    typeof body === 'string' ? context.shellWord(withoutSecretFields(body.slice(0, 10_000))) : undefined;
  return [
    'curl -i',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...all.map((header) => `-H ${header}`),
    ...(data === undefined ? [] : [`--data ${data}`]),
    context.shellWord(url),
  ].join(' ');
}
