import { InputError } from '../../src/errors/errors.js';
import { labelOf, type ServiceRequest } from './request.js';

/**
 * Puts services in waves: each needs only what an earlier wave holds. Throws InputError for a name that stands twice, a
 * need that no service answers to, and needs in a circle.
 */
export function wavesOf<Item extends { request: ServiceRequest }>(items: readonly Item[]): Item[][] {
  const labels = items.map(({ request }) => labelOf(request));
  check(items, labels);
  const waves: Item[][] = [];
  const placed = new Set<string>();
  let left = [...items];
  while (left.length > 0) {
    const wave = left.filter(({ request }) => needsOf(request, items).every((need) => placed.has(need)));
    if (wave.length === 0) throw circleError(circleIn(left, items));
    for (const { request } of wave) placed.add(labelOf(request));
    waves.push(wave);
    left = left.filter((item) => !wave.includes(item));
  }
  return waves;
}

/** A need may be told by the component's name or the service's. */
function needsOf(request: ServiceRequest, items: readonly { request: ServiceRequest }[]): string[] {
  return request.needs.map((need) => {
    const found =
      items.find((item) => labelOf(item.request) === need) ??
      items.find((item) => item.request.service === need);
    return found ? labelOf(found.request) : need;
  });
}

function check(items: readonly { request: ServiceRequest }[], labels: readonly string[]): void {
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) {
    throw new InputError(`Two services are called "${twice}" in "services".`, {
      fix: 'Give each a "name" of its own; the release record tells them apart by it.',
    });
  }
  for (const { request } of items) {
    const unknown = needsOf(request, items).find((need) => !labels.includes(need));
    if (unknown === undefined) continue;
    throw new InputError(
      `The service "${labelOf(request)}" needs "${unknown}", which this step does not deploy.`,
      { fix: `Use one of: ${labels.join(', ')}.` },
    );
  }
}

/** Every one of these needs another one of them, so following the needs comes round. */
function circleIn(
  left: readonly { request: ServiceRequest }[],
  items: readonly { request: ServiceRequest }[],
): string[] {
  const trail: string[] = [];
  let current = left[0];
  while (current && !trail.includes(labelOf(current.request))) {
    trail.push(labelOf(current.request));
    const needs = needsOf(current.request, items);
    current = left.find(({ request }) => needs.includes(labelOf(request)));
  }
  const last = current ? labelOf(current.request) : '';
  return [...trail.slice(trail.indexOf(last)), last];
}

function circleError(circle: readonly string[]): InputError {
  return new InputError(`The services need each other in a circle: ${circle.join(' -> ')}.`, {
    fix: 'Take out one of these needs; none of these services could ever start.',
  });
}
