import { compile, type JSONValue } from 'json-p3';
import { PlatformError } from '../../../errors/errors.js';
import { parseDuration } from '../../../runtime/duration.js';
import { cut } from '../../messages.js';
import type { CheckContext } from '../kind.js';
import type { Measurement } from './measurement.js';
import { prometheusUrl, prometheusValue } from './prometheus.js';
import { sentryUrl, sentryValue } from './sentry.js';
import type { MetricCheck } from './spec.js';

const requestTimeoutMs = 15_000;

/** Asks the check's source once. Throws CancelledError. */
export async function measure(check: MetricCheck, context: CheckContext): Promise<Measurement> {
  if (check.railway) return railway(check.railway, context);
  if (check.prometheus) {
    const { headers = {} } = check.prometheus;
    return read(await ask(prometheusUrl(check.prometheus), headers, context), prometheusValue);
  }
  if (check.sentry) {
    const { sentry } = check;
    const headers = { authorization: `Bearer ${sentry.token}` };
    context.secret(sentry.token);
    return read(await ask(sentryUrl(sentry), headers, context), (body) => sentryValue(sentry, body));
  }
  const { url = '', headers = {}, 'json-path': path = '$' } = check.json ?? {};
  return read(await ask(url, headers, context), (body) => valueAt(path, body));
}

async function railway(
  { measure: what, period }: NonNullable<MetricCheck['railway']>,
  { services, target }: CheckContext,
): Promise<Measurement> {
  if (!services.metrics) {
    return {
      useless:
        'there are no numbers of Railway to read: give railway-token (and the service behind the target) to this action, or leave this check out',
    };
  }
  try {
    const value = await services.metrics.read(target.name, what, parseDuration(period) ?? 600_000);
    return value === undefined ? { noData: `Railway has no ${what} of the last ${period}` } : { value };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { error: error.message };
  }
}

type Asked = { text: string } | Exclude<Measurement, { value: number }>;

async function ask(
  url: string,
  headers: Record<string, string>,
  { transport, clean }: CheckContext,
): Promise<Asked> {
  const asked = await transport.request({
    method: 'GET',
    url,
    headers: { accept: 'application/json', ...headers },
    timeoutMs: requestTimeoutMs,
    redirects: 0,
    connection: 'kept',
  });
  if ('wall' in asked) return { useless: asked.wall };
  if ('unreachable' in asked) return { error: asked.unreachable.why };
  const { status, text } = asked.answer;
  if (status >= 200 && status < 300) return { text };
  return { error: `HTTP ${status}: ${cut(clean(text))}` };
}

function read(asked: Asked, numberIn: (body: JSONValue) => Measurement): Measurement {
  if (!('text' in asked)) return asked;
  try {
    return numberIn(JSON.parse(asked.text));
  } catch {
    return { error: `the answer is not JSON: ${cut(asked.text)}` };
  }
}

function valueAt(path: string, body: JSONValue): Measurement {
  const [found] = compile(path).query(body).values();
  if (found === undefined || found === null) return { noData: `nothing is at ${path}` };
  const value =
    typeof found === 'number'
      ? found
      : typeof found === 'string' && found.trim() !== ''
        ? Number(found)
        : Number.NaN;
  if (Number.isFinite(value)) return { value };
  return { noData: `${path} is ${cut(JSON.stringify(found), false)}, which is no number` };
}
