import { Agent, type MessageEvent, WebSocket } from 'undici';
import { CancelledError } from '../../../errors/errors.js';
import { search } from '../../pattern.js';
import { sendable } from '../../transport/headers.js';
import type { TransportRequest } from '../../transport/transport.js';
import { evidenceOf } from '../evidence.js';
import type { CheckContext, Outcome } from '../kind.js';
import { addressOf, judged, leftMs, quoter, unanswered } from '../outcomes.js';
import type { WebSocketCheck } from './spec.js';

/** Opens the connection, sends the message, and waits for what must come back. */
export async function run(check: WebSocketCheck, context: CheckContext): Promise<Outcome> {
  const url = addressOf(context, check.path);
  const request: TransportRequest = {
    method: 'GET',
    url,
    headers: { ...check.headers },
    timeoutMs: leftMs(context),
    redirects: 0,
  };
  const began = performance.now();
  const heard = await talk(check, url, context);
  if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
  if (heard.openedMs === undefined) return notOpened(check, request, context);
  return {
    ...judged(faultsOf(check, heard, context)),
    durationMs: performance.now() - began,
    measurements: {
      'open-ms': Math.round(heard.openedMs),
      messages: heard.messages.length,
      ...(heard.firstMs === undefined ? {} : { 'first-message-ms': Math.round(heard.firstMs) }),
    },
    evidence: await evidenceOf(request, undefined, context),
  };
}

interface Heard {
  openedMs: number | undefined;
  firstMs: number | undefined;
  messages: string[];
  /** The close code, when the other side closed it first. */
  closed: number | undefined;
}

async function talk(check: WebSocketCheck, url: string, context: CheckContext): Promise<Heard> {
  const heard: Heard = { openedMs: undefined, firstMs: undefined, messages: [], closed: undefined };
  const began = performance.now();
  const dispatcher = new Agent({ connect: { timeout: leftMs(context) } });
  const headers = { ...sendable(check.headers ?? {}), ...(await context.transport.trustedHeaders(url)) };
  const socket = new WebSocket(url.replace(/^http/, 'ws'), {
    protocols: check.protocols,
    headers,
    dispatcher,
  });
  socket.binaryType = 'arraybuffer';
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, leftMs(context));
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    context.signal.addEventListener('abort', finish, { once: true });
    socket.addEventListener('open', () => {
      heard.openedMs = performance.now() - began;
      if (check.send !== undefined) socket.send(check.send);
      if (isDone(check, heard)) finish();
    });
    socket.addEventListener('message', (event: MessageEvent) => {
      heard.firstMs ??= performance.now() - began;
      heard.messages.push(textOf(event.data));
      if (isDone(check, heard)) finish();
    });
    socket.addEventListener('error', finish);
    socket.addEventListener('close', ({ code }) => {
      heard.closed = code;
      finish();
    });
  });
  socket.close();
  void dispatcher.destroy();
  return heard;
}

function textOf(data: unknown): string {
  return typeof data === 'string' ? data : Buffer.from(data as ArrayBuffer).toString('utf8');
}

function isDone(check: WebSocketCheck, { messages }: Heard): boolean {
  return messages.length >= check.messages && matched(check, messages);
}

function matched({ matches }: WebSocketCheck, messages: readonly string[]): boolean {
  return matches === undefined || messages.some((text) => 'groups' in search(matches, text));
}

function faultsOf(check: WebSocketCheck, { messages, closed }: Heard, context: CheckContext): string[] {
  const end = closed === undefined ? `within ${check.timeout}` : `before it was closed (code ${closed})`;
  const last = messages.at(-1);
  return [
    ...(messages.length < check.messages
      ? [`${messages.length} of ${check.messages} messages came ${end}`]
      : []),
    ...(matched(check, messages)
      ? []
      : [
          `no message matches /${check.matches}/ ${end}${last === undefined ? '' : `; the last one is ${quoter(context)(last)}`}`,
        ]),
  ];
}

/** A WebSocket does not tell why it was refused: the same address by plain HTTP does. */
async function notOpened(
  check: WebSocketCheck,
  request: TransportRequest,
  context: CheckContext,
): Promise<Outcome> {
  const asked = await context.transport.request({ ...request, timeoutMs: Math.max(2_000, leftMs(context)) });
  if (!('answer' in asked)) return unanswered(asked, request, context);
  const { status } = asked.answer;

  const late = context.clock.now() >= context.deadline ? ` within ${check.timeout}` : '';
  return {
    verdict: 'fail',
    reason: `the connection did not open${late}; by plain HTTP ${check.path} answers HTTP ${status}`,
    evidence: await evidenceOf(request, asked.answer, context),
  };
}
