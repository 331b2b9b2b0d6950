import type { ProbeDeclaration } from '../example/index.js';
import type { ProbeTarget } from '../prober/index.js';
import type { World } from './world.js';

/** What is asked all the time in the first environment: what each component declares, else where it tells its version. */
export function targetsOf(world: World): ProbeTarget[] {
  const { services, projects } = world.example.declaration;
  return [...Object.entries(services), ...Object.entries(projects)].flatMap(([key, component]) => {
    const base = world.url(key);
    if (base === undefined) return [];
    const { version } = component;
    const usual = version ? [{ path: version.path, headers: {}, version: { json: version.json } }] : [];
    return (component.probes ?? usual).map((probe, index) =>
      targetOf(world, probe, { base, name: index === 0 ? key : `${key} ${probe.path}` }),
    );
  });
}

function targetOf(
  world: World,
  probe: ProbeDeclaration,
  { base, name }: { base: string; name: string },
): ProbeTarget {
  const { version, stream } = probe;
  const headers = Object.entries(probe.headers).map(([header, text]) => [header, world.fill(text)]);
  return {
    name: probe.name ?? name,
    url: `${base}${probe.path}`,
    headers: Object.fromEntries(headers),
    ...(stream ? { stream: { until: stream.until, atMostMs: stream['at-most'] } } : {}),
    version({ headers: got, body }) {
      if (!version) return undefined;
      return 'header' in version ? got[version.header.toLowerCase()] : jsonField(body, version.json);
    },
  };
}

function jsonField(body: string, path: string): string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
      JSON.parse(body),
    );
  return value === undefined ? undefined : String(value);
}
