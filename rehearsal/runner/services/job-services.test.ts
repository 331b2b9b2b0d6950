import { describe, expect, it } from '@jest/globals';
import { rehearse, said, stepOf } from '../test-project.js';
import type { ServiceHost, ServiceRequest } from './service-host.js';

/** A host that only knows `db`, and notes what it is asked for. */
function host(): ServiceHost & { started: ServiceRequest[]; stopped: number } {
  const notes = { started: [] as ServiceRequest[], stopped: 0 };
  return Object.assign(notes, {
    judge: (image: string) =>
      image.startsWith('db:') ? { port: 5432 } : { refusal: `there is no '${image}'` },
    start: async (request: ServiceRequest) => {
      if (request.env.FAILS) throw new Error('it does not start');
      notes.started.push(request);
      const close = async () => {
        notes.stopped += 1;
      };
      return { name: 'a database', port: request.port ?? 40_000, close };
    },
  });
}

const job = (services: string, steps = '[{ id: s, run: echo ran }]') => `
on: push
env: { WORD: outer }
jobs:
  j:
    runs-on: ubuntu-latest
    strategy: { matrix: { major: [16] } }
    services:
${services.replace(/^/gm, '      ')}
    steps: ${steps}
`;

describe('services of a job', () => {
  it('are up before the first step, with their ports in the job context, and gone after the last', async () => {
    const services = host();
    const result = await rehearse(
      job(
        `fixed: { image: "db:\${{ matrix.major }}", ports: ["5433:5432"], env: { WORD: "\${{ env.WORD }} \${{ secrets.S }}" } }
free: { image: db:1, ports: [5432], options: --health-cmd "pg_isready -U x" --health-retries 5 --privileged }
hidden: { image: db:2 }
absent: { image: "\${{ github.event.none }}" }`,
        `[{ id: s, name: first, run: "echo \${{ job.services.fixed.ports['5432'] }} \${{ job.services.free.ports[5432] }} \${{ job.services.hidden.ports[5432] }}; test -n '\${{ job.services.free.id }}\${{ job.services.free.network }}'" }]`,
      ),
      { services, secrets: { S: 'hush' } },
    );
    expect(result.conclusion).toBe('success');
    expect(said(stepOf(result, 's'))).toEqual(['5433 40000']);
    const asked = services.started.map(({ image, env, port }) => ({ image, env, port }));
    expect(asked).toContainEqual({ image: 'db:16', env: { WORD: 'outer hush' }, port: 5433 });
    expect(services.stopped).toBe(3);
    const names = result.jobs[0]?.steps.map(({ name }) => name);
    expect(names).toEqual([
      'Set up job',
      'Initialize containers',
      'first',
      'Stop containers',
      'Complete job',
    ]);
    const warnings = stepOf(result, 'Initialize containers').annotations.map(({ message }) => message);
    expect(warnings[0]).toContain("'options --privileged' of the service 'free' has no effect");
    expect(warnings[1]).toContain("The service 'hidden' maps no port 5432");
    expect(stepOf(result, 'Initialize containers').log.join()).toContain('absent has no image');
  });

  it('that do not start keep every step from running, and those that did are stopped', async () => {
    const services = host();
    const result = await rehearse(job('good: db:1\nbad: { image: db:1, env: { FAILS: "1" } }'), { services });
    expect(result.conclusion).toBe('failure');
    expect(result.jobs[0]?.steps.map(({ name }) => name)).not.toContain('s');
    expect(stepOf(result, 'Initialize containers').annotations.at(-1)?.message).toBe('it does not start');
    expect(services).toMatchObject({ stopped: 1 });
  });

  it('are stopped when the run is cancelled', async () => {
    const services = host();
    const cancel = new AbortController();
    const result = await rehearse(
      job('db: { image: db:1, ports: [5432] }', '[{ id: s, run: echo up; sleep 30 }]'),
      {
        services,
        signal: cancel.signal,
        onEvent: (event) => {
          if (event.type === 'log' && event.line === 'up') cancel.abort();
        },
      },
    );
    expect(result.conclusion).toBe('cancelled');
    expect(services.stopped).toBe(1);
  });

  it('are refused before the run with their line, when there is no such program or no such port', async () => {
    const services = host();
    await expect(rehearse(job('search: { image: elastic:8 }\nqueue: rabbit'), { services })).rejects.toThrow(
      /ci.yml:9: the service 'search': there is no 'elastic:8'\n.*ci.yml:10: the service 'queue'/,
    );
    const result = await rehearse(job('db: { image: db:1, ports: ["5000-5010:5432"] }'), { services });
    expect(stepOf(result, 'Initialize containers').annotations[0]?.message).toContain('without ranges');
  });
});
