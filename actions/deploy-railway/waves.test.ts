import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ServiceRequest } from './request.js';
import { wavesOf } from './waves.js';

function request(service: string, needs: readonly string[]): { request: ServiceRequest } {
  return {
    request: {
      ...{ service, needs, name: undefined, variables: {}, replaceVariables: false, settings: {} },
      source: { kind: 'upload', directory: '/' },
      createDomain: false,
    },
  };
}

/** Services that need only earlier ones, in any order. */
const graphs = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
  .map((needs) =>
    needs.map((some, index) =>
      request(`s${index}`, index === 0 ? [] : [...new Set(some.map((at) => `s${at % index}`))]),
    ),
  )
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

describe('waves', () => {
  it('hold every service once, after all it needs, and as early as that allows', () => {
    fc.assert(
      fc.property(graphs, (all) => {
        const waves = wavesOf(all);
        const waveOf = new Map(
          waves.flatMap((wave, at) => wave.map((one) => [one.request.service, at] as const)),
        );
        expect(waves.flat()).toHaveLength(all.length);
        for (const { request: one } of all) {
          const needed = one.needs.map((need) => waveOf.get(need) ?? Number.POSITIVE_INFINITY);
          expect(waveOf.get(one.service)).toBe(Math.max(-1, ...needed) + 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are refused whenever one need is turned round, with a circle that is one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(), (length, start) => {
        const all = Array.from({ length }, (_, at) => request(`s${at}`, [`s${(at + 1) % length}`]));
        const turned = [...all.slice(start % length), ...all.slice(0, start % length)];
        expect(() => wavesOf([...turned, request('free', [])])).toThrow(/in a circle: (s\d+) -> .*\1\./);
      }),
      { numRuns: 20 },
    );
  });

  it('take a need by the service’s name where the component has another', () => {
    const renamed = request('svc', []);
    renamed.request.name = 'api';
    expect(wavesOf([request('web', ['svc']), renamed]).map((wave) => wave.length)).toEqual([1, 1]);
    expect(wavesOf([request('web', ['api']), renamed]).map((wave) => wave.length)).toEqual([1, 1]);
  });
});
