import { InputError } from '../../src/errors/errors.js';
import type { Gate } from './gates-file.js';

/** Refuses gates that could not all be run: a name twice, a need nobody answers to, needs in a circle. Throws InputError. */
export function checkOrder(gates: readonly Gate[]): void {
  const names = gates.map((gate) => gate.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(`Two gates are named "${twice}".`, { fix: 'Give every gate a name of its own.' });
  }
  for (const gate of gates) {
    const unknown = gate.needs.find((need) => !names.includes(need));
    if (unknown !== undefined) {
      throw new InputError(`The gate "${gate.name}" needs "${unknown}", which is no gate.`, {
        fix: `Use one of: ${names.join(', ')}.`,
      });
    }
  }
  const circle = circleIn(gates);
  if (circle) {
    throw new InputError(`The gates need each other in a circle: ${circle.join(' -> ')}.`, {
      fix: 'Take out one of these needs; none of these gates could ever start.',
    });
  }
}

function circleIn(gates: readonly Gate[]): string[] | undefined {
  const needs = new Map(gates.map((gate) => [gate.name, gate.needs]));
  const settled = new Set<string>();
  const walk = (name: string, trail: string[]): string[] | undefined => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (settled.has(name)) return undefined;
    for (const need of needs.get(name) ?? []) {
      const circle = walk(need, [...trail, name]);
      if (circle) return circle;
    }
    settled.add(name);
    return undefined;
  };
  for (const { name } of gates) {
    const circle = walk(name, []);
    if (circle) return circle;
  }
  return undefined;
}
