import { describe, expect, it } from '@jest/globals';
import type { RunResult } from '../events.js';
import { rehearse, said, stepOf, TestProject } from '../test-project.js';

const ends = (result: RunResult) => Object.fromEntries(result.jobs.map((job) => [job.id, job.conclusion]));
const names = (result: RunResult) => result.jobs.map((job) => `${job.name}:${job.conclusion}`).sort();
const logOf = (result: RunResult, id: string) => {
  const index = result.jobs.findIndex((job) => job.id === id);
  return said(stepOf(result, 's', index));
};

describe('needs and conditions', () => {
  it('T24 skips a job when any ancestor did not succeed, even behind a green always()', async () => {
    const result = await rehearse(`
on: push
jobs:
  a: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
  b: { needs: a, if: always(), runs-on: ubuntu-latest, steps: [{ run: "true" }] }
  c: { needs: b, runs-on: ubuntu-latest, steps: [{ run: "true" }] }
  d: { needs: b, if: failure(), runs-on: ubuntu-latest, steps: [{ id: s, run: 'echo "\${{ toJSON(needs) }}"' }] }
  e: { needs: [b], if: "needs.b.result == 'success'", runs-on: ubuntu-latest, steps: [{ run: "true" }] }
  f: { needs: [b], if: "success('b')", runs-on: ubuntu-latest, steps: [{ run: "true" }] }
`);
    expect(ends(result)).toEqual({
      a: 'failure',
      b: 'success',
      c: 'skipped',
      d: 'success',
      e: 'skipped',
      f: 'success',
    });
    expect(logOf(result, 'd').join('')).not.toContain('a:');
    expect(result.conclusion).toBe('failure');
  });

  it('T25 lets a failing job pass with continue-on-error, for the run and for those that need it', async () => {
    const result = await rehearse(`
on: push
jobs:
  a: { runs-on: ubuntu-latest, continue-on-error: true, steps: [{ run: exit 1 }] }
  b: { needs: a, runs-on: ubuntu-latest, steps: [{ id: s, run: 'echo \${{ needs.a.result }}' }] }
`);
    expect(ends(result)).toEqual({ a: 'failure', b: 'success' });
    expect(logOf(result, 'b')).toEqual(['success']);
    expect(result.conclusion).toBe('success');
  });

  it('T21 drops an output that holds a secret, with a warning', async () => {
    const workflow = `
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: { leak: 'x\${{ secrets.KEY }}', fine: ok, empty: '' }
    environment: { name: production, url: 'https://shop.example/\${{ steps.x.outcome }}' }
    steps: [{ id: x, run: "true" }]
  b: { needs: a, runs-on: ubuntu-latest, steps: [{ id: s, run: 'echo "[\${{ needs.a.outputs.leak }}]\${{ needs.a.outputs.fine }}"' }] }
`;
    const result = await rehearse(workflow, { secrets: { KEY: 'hunter2' } });
    expect(logOf(result, 'b')).toEqual(['[]ok']);
    const last = stepOf(result, 'Complete job');
    expect(last.annotations[0]?.message).toBe("Skip output 'leak' since it may contain secret.");
    expect(last.log).toContain('Environment URL: https://shop.example/success');
  });

  it('runs jobs that do not need each other at the same time', async () => {
    const wait = (mine: string, other: string) =>
      `{ runs-on: ubuntu-latest, steps: [{ timeout-minutes: 0.1, run: 'touch $D/${mine}; until [ -e $D/${other} ]; do sleep 0.02; done' }] }`;
    const project = new TestProject({
      '.github/workflows/ci.yml': `on: push\njobs:\n  a: ${wait('a', 'b')}\n  b: ${wait('b', 'a')}\n`,
    });
    const result = await project.run({ env: { D: project.root } }).finally(() => project.remove());
    expect(result.conclusion).toBe('success');
  });
});

describe('a matrix job', () => {
  it('T40 knows its place, and later legs override outputs by name', async () => {
    const result = await rehearse(
      `
on: push
jobs:
  m:
    strategy: { matrix: { n: [1, 2] }, max-parallel: 1 }
    runs-on: ubuntu-latest
    outputs: { last: '\${{ matrix.n }}', 'only-\${{ 1 }}': '' }
    steps: [{ id: s, run: "echo \${{ strategy.job-index }}/\${{ strategy.job-total }} \${{ strategy.fail-fast }} \${{ strategy.max-parallel }}" }]
  n:
    needs: m
    runs-on: ubuntu-latest
    steps: [{ id: s, run: "echo \${{ needs.m.outputs.last }} \${{ strategy.job-total }}\${{ strategy.max-parallel }} [\${{ matrix.n }}]" }]
`.replace(", 'only-${{ 1 }}': ''", ''),
    );
    expect(names(result)).toEqual(['m (1):success', 'm (2):success', 'n:success']);
    expect(logOf(result, 'm')).toEqual(['0/2 true 1']);
    expect(logOf(result, 'n')).toEqual(['2 11 []']);
  });

  it('stops the other legs when one fails, unless that is turned off', async () => {
    const workflow = (failFast: boolean) => `
on: push
jobs:
  m:
    strategy: { fail-fast: ${failFast}, matrix: { n: [bad, good] } }
    runs-on: ubuntu-latest
    steps:
      - run: if [ \${{ matrix.n }} = bad ]; then sleep 0.1; exit 1; else exec sleep \${{ ${failFast} && 60 || 0.2 }}; fi
`;
    expect(names(await rehearse(workflow(true)))).toEqual(['m (bad):failure', 'm (good):cancelled']);
    expect(names(await rehearse(workflow(false)))).toEqual(['m (bad):failure', 'm (good):success']);
  });

  it('tells of itself and of each leg, so that a watcher sees both begin and end', async () => {
    const project = new TestProject({
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  m:\n    strategy: { matrix: { n: [1, 2] } }\n    runs-on: x\n    steps: [{ run: "true" }]\n',
    });
    await project.run();
    project.remove();
    const seen = project.events.flatMap((event) => (event.type === 'job-finished' ? [event.job] : []));
    expect(seen.sort()).toEqual(['m', 'm (1)', 'm (2)']);
    const steps = project.events.flatMap((event) => (event.type === 'step-started' ? [event.job] : []));
    expect(new Set(steps)).toEqual(new Set(['m (1)', 'm (2)']));
  });

  it('can be made by an earlier job, and fails with a reason when it is empty', async () => {
    const result = await rehearse(`
on: push
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs: { list: '["x","y"]', none: '[]' }
    steps: [{ run: "true" }]
  m:
    needs: plan
    strategy: { matrix: { n: '\${{ fromJSON(needs.plan.outputs.list) }}' } }
    runs-on: ubuntu-latest
    steps: [{ run: "true" }]
  e:
    needs: plan
    strategy: { matrix: { n: '\${{ fromJSON(needs.plan.outputs.none) }}' } }
    runs-on: ubuntu-latest
    steps: [{ run: "true" }]
`);
    expect(names(result)).toEqual(['e:failure', 'm (x):success', 'm (y):success', 'plan:success']);
    expect(
      stepOf(
        result,
        'Set up job',
        result.jobs.findIndex((job) => job.id === 'e'),
      ).log[0],
    ).toContain("'n'");
  });
});

describe('a called workflow', () => {
  const called = `
on:
  workflow_call:
    inputs:
      flag: { type: boolean }
      count: { type: number, default: 2 }
      text: { type: string, required: true }
    secrets: { key: { required: true } }
    outputs: { answer: { value: '\${{ jobs.inner.outputs.o }}' } }
env: { OWN: own }
jobs:
  inner:
    runs-on: ubuntu-latest
    outputs: { o: 'got-\${{ inputs.text }}' }
    steps:
      - id: s
        run: |
          echo "\${{ inputs.flag == false }} \${{ inputs.count + 1 }}\${{ inputs.text }}"
          echo "[\${{ env.OUTER }}] $OWN \${{ github.event_name }} $GITHUB_JOB \${{ secrets.key != '' }} \${{ secrets.other }}"
`.replace('${{ inputs.count + 1 }}', '${{ inputs.count == 2 }}');
  const caller = (more: string) => `
on: push
env: { OUTER: outer }
jobs:
  call:
    uses: ./.github/workflows/called.yml
${more}
  after: { needs: call, runs-on: ubuntu-latest, steps: [{ id: s, run: 'echo \${{ needs.call.outputs.answer }}' }] }
`;

  it('T35 T36 gets typed inputs and named secrets, not the env of its caller, and gives outputs back', async () => {
    const result = await rehearse(
      caller("    with: { text: 't' }\n    secrets: { key: '${{ secrets.KEY }}' }"),
      { secrets: { KEY: 'k3y', other: 'no' } },
      { '.github/workflows/called.yml': called },
    );
    expect(names(result)).toEqual(['after:success', 'call / inner:success']);
    expect(logOf(result, 'call/inner')).toEqual(['true truet', '[] own push inner true ']);
    expect(logOf(result, 'after')).toEqual(['got-t']);
  });

  it('T36 refuses before the run what the call gives wrongly', async () => {
    const files = { '.github/workflows/called.yml': called };
    await expect(rehearse(caller('    with: { odd: 1 }'), {}, files)).rejects.toThrow(
      /ci\.yml:6: Invalid input, odd[\s\S]*Input text is required[\s\S]*Secret key is required/,
    );
  });

  it('notices that it waits for the group its own caller holds', async () => {
    const group = "concurrency: { group: 'x-${{ github.workflow }}' }";
    const result = await rehearse(
      caller("    with: { text: 't' }\n    secrets: inherit").replace('env:', `${group}\nenv:`),
      { secrets: { key: 'k' } },
      { '.github/workflows/called.yml': called.replace('env:', `${group}\nenv:`) },
    );
    expect(result.jobs.find((job) => job.id === 'call')?.steps[0]?.log[0]).toContain('deadlock');
  });

  it('refuses more permissions than its caller has', async () => {
    const wide = called.replace('env: {', 'permissions: { deployments: write }\nenv: {');
    const result = await rehearse(
      caller("    with: { text: 't' }\n    secrets: inherit\n    permissions: { contents: read }"),
      { secrets: { key: 'k' } },
      { '.github/workflows/called.yml': wide },
    );
    expect(result.jobs.find((job) => job.id === 'call')?.steps[0]?.log[0]).toContain('deployments: write');
  });
});

describe('a dispatched run', () => {
  const workflow = `
on:
  workflow_dispatch:
    inputs:
      dry: { type: boolean, default: true }
      to: { type: choice, options: [a, b], required: true }
jobs:
  j:
    runs-on: ubuntu-latest
    steps: [{ id: s, run: 'echo "\${{ inputs.dry == true }} \${{ github.event.inputs.dry == true }} \${{ inputs.to }}"' }]
`;
  const dispatch = (inputs: Record<string, unknown>) => ({
    event: { name: 'workflow_dispatch', payload: { inputs } },
  });

  it('gets typed inputs with defaults, and texts in the event', async () => {
    const result = await rehearse(workflow, dispatch({ to: 'b' }));
    expect(logOf(result, 'j')).toEqual(['true false b']);
  });

  it('is refused without a required input and with an unknown one', async () => {
    await expect(rehearse(workflow, dispatch({}))).rejects.toThrow("Required input 'to' not provided");
    await expect(rehearse(workflow, dispatch({ to: 'a', x: 1 }))).rejects.toThrow(
      "Unexpected inputs provided: 'x'",
    );
  });
});

describe('permissions', () => {
  it('asks for a token with no more than the job names', async () => {
    const asked: Record<string, string>[] = [];
    const github = {
      ...{ apiUrl: 'http://127.0.0.1:1', serverUrl: 'http://127.0.0.1:1', graphqlUrl: 'http://127.0.0.1:1' },
      issueToken: (permissions: Record<string, string>) => {
        asked.push(permissions);
        return 't0ken';
      },
    };
    const job = (permissions: string) =>
      `{ runs-on: ubuntu-latest, ${permissions} steps: [{ id: s, run: 'echo \${{ github.token }}' }] }`;
    const workflow = `on: push\njobs:\n  a: ${job('permissions: { deployments: write, contents: none },')}\n  b: ${job('')}\n`;
    const result = await rehearse(workflow, { github });
    expect(asked).toContainEqual({ deployments: 'write', metadata: 'read' });
    expect(asked).toContainEqual({ contents: 'read', packages: 'read', metadata: 'read' });
    expect(logOf(result, 'a')).toEqual(['***']);
  });
});
