import { describe, expect, it } from '@jest/globals';
import { nodeMajor, rehearse, rehearseSteps, said, stepOf } from '../test-project.js';

const ECHO = `
name: echo
inputs:
  num-octocats: { default: '\${{ github.actor }}' }
  a.b: { default: '' }
  'with space': {}
outputs: {}
runs: { using: node24, main: main.js }
`;
const PHASES = `
name: phases
inputs: { id: { default: x } }
runs: { using: node24, pre: pre.js, main: main.js, post: post.js, post-if: 'true' }
`;

function phases(name: string): Record<string, string> {
  const print = (stage: string, more = '') => `console.log('${stage} ' + process.env.INPUT_ID);${more}`;
  const save = `require('fs').appendFileSync(process.env.GITHUB_STATE, 'Key=from-pre\\n');`;
  return {
    [`${name}/action.yml`]: PHASES,
    [`${name}/pre.js`]: print('pre', save),
    [`${name}/main.js`]: print('main', "process.exitCode = process.env.INPUT_ID === 'bad' ? 1 : 0;"),
    [`${name}/post.js`]: print('post', "console.log('state ' + process.env.STATE_Key);"),
  };
}

describe('a JavaScript action', () => {
  const action = {
    'echo/action.yml': ECHO,
    'echo/main.js': `for (const key of Object.keys(process.env).sort())
  if (/^(INPUT_|GITHUB_ACTION(_|$)|GITHUB_JOB)/.test(key)) console.log(key + '=' + process.env[key]);
console.log(process.version.split('.')[0]);`,
  };

  it('T4 T5 gets its inputs under the names the toolkit reads, with defaults, and a warning for others', async () => {
    const result = await rehearseSteps(
      `- { id: s, uses: any/deploy-actions/echo@v1, with: { NUM-octocats: "7", odd: 1 } }`,
      {},
      {},
      action,
    );
    expect(said(stepOf(result, 's'))).toEqual([
      'GITHUB_ACTION=s',
      'GITHUB_ACTION_REF=v1',
      'GITHUB_ACTION_REPOSITORY=any/deploy-actions',
      'GITHUB_JOB=j',
      'INPUT_A.B=',
      'INPUT_NUM-OCTOCATS=7',
      'INPUT_ODD=1',
      'INPUT_WITH_SPACE=',
      `v${nodeMajor()}`,
    ]);
    expect(stepOf(result, 's').annotations[0]?.message).toContain("Unexpected input(s) 'odd'");
  });

  it('T6 keeps inputs away from scripts, and tells scripts no action', async () => {
    const steps = `- { uses: any/deploy-actions/echo@v1 }\n- { id: s, run: 'env | grep -E "^(INPUT_|GITHUB_ACTION)" | sort' }`;
    const result = await rehearseSteps(steps, {}, {}, action);
    expect(said(stepOf(result, 's'))).toEqual(['GITHUB_ACTION=s', 'GITHUB_ACTIONS=true']);
  });

  it('T29 runs all pre first and post in reverse, also of a step that failed or was skipped after its pre', async () => {
    const result = await rehearseSteps(
      `
- { name: one, uses: o/deploy-actions/p@v1, with: { id: bad } }
- { name: two, uses: o/deploy-actions/p@v1, with: { id: two } }
- { name: off, if: false, uses: o/deploy-actions/q@v1, with: { id: off } }`,
      {},
      {},
      { ...phases('p'), ...phases('q'), 'q/action.yml': PHASES.replace('pre: pre.js, ', '') },
    );
    const names = result.jobs[0]?.steps.map((step) => `${step.name}:${step.conclusion}`);
    expect(names).toEqual([
      'Set up job:success',
      'Pre one:success',
      'Pre two:success',
      'one:failure',
      'two:skipped',
      'off:skipped',
      'Post two:success',
      'Post one:success',
      'Complete job:success',
    ]);
    expect(stepOf(result, 'Post one').log).toContain('state from-pre');
  });
});

describe('a composite action', () => {
  const composite = (steps: string, more = '') => ({
    'c/action.yml': `name: c\n${more}runs:\n  using: composite\n  steps:\n${steps}`,
  });

  it('T30 T31 has its own inputs, which are texts, and works in the workspace without defaults', async () => {
    const result = await rehearse(
      `
on: push
defaults: { run: { working-directory: / } }
jobs:
  j:
    runs-on: ubuntu-latest
    steps: [{ id: s, uses: o/deploy-actions/c@v1, with: { flag: false, extra: e } }]
`,
      {},
      {},
      composite(
        `    - { if: inputs.flag, run: 'echo truthy', shell: bash }
    - { if: inputs.flag == true, run: 'echo never', shell: bash }
    - { run: 'echo "\${{ inputs.extra }}" "\${PWD#$GITHUB_WORKSPACE}."; ls "\${{ github.action_path }}"', shell: bash }\n`,
        'inputs: { flag: { default: "true" } }\n',
      ),
    );
    const log = said(stepOf(result, 's'));
    expect(stepOf(result, 's').log).toContain('truthy');
    expect(stepOf(result, 's').log).not.toContain('never');
    expect(log).toEqual(['e .', 'action.yml']);
  });

  it('T3 tells inner scripts no action repository, though their env may read it', async () => {
    const result = await rehearseSteps(
      '- { id: s, uses: o/deploy-actions/c@v2 }',
      {},
      {},
      composite(
        `    - { env: { R: '\${{ github.action_ref }}' }, run: 'echo "[$R][$GITHUB_ACTION_REF][$GITHUB_ACTION]"', shell: bash }\n`,
      ),
    );
    expect(said(stepOf(result, 's'))).toEqual(['[v2][][s]']);
  });

  it('keeps inner steps and outputs to itself, gives declared outputs even on failure, and shares GITHUB_ENV', async () => {
    const result = await rehearseSteps(
      `- { id: s, continue-on-error: true, uses: o/deploy-actions/c@v1 }
- { id: t, run: 'echo "\${{ steps.s.outputs.o }}|\${{ steps.s.outputs.inner }}|\${{ steps.i }}|$E"' }`,
      {},
      {},
      composite(
        `    - { id: i, run: 'echo "inner=1" >> "$GITHUB_OUTPUT"; echo "E=e" >> "$GITHUB_ENV"; exit 1', shell: bash }
    - { run: 'echo skipped', shell: bash }
    - { if: failure(), run: 'echo "after $E"', shell: bash }\n`,
        "outputs: { o: { value: '${{ steps.i.outputs.inner }}' } }\n",
      ),
    );
    expect(said(stepOf(result, 's'))).toEqual(['after e']);
    expect(said(stepOf(result, 't'))).toEqual(['1|||e']);
  });

  it('T32 T23 starts well although the job has failed, when the outer step runs always', async () => {
    const result = await rehearseSteps(
      `- run: exit 1\n- { id: s, if: always(), uses: o/deploy-actions/c@v1 }`,
      {},
      {},
      composite(
        `    - { run: 'echo "ran \${{ job.status }}"', shell: bash }\n    - { if: failure(), run: echo never, shell: bash }\n`,
      ),
    );
    expect(said(stepOf(result, 's'))).toEqual(['ran failure']);
  });

  it('T34 finds its siblings with $/, in the repository of the file that says so', async () => {
    const actions = {
      ...composite('    - { uses: $/d, id: d }\n    - { uses: ./own, id: o }\n'),
      'd/action.yml':
        'name: d\nruns:\n  using: composite\n  steps: [{ run: echo from-deploy-actions, shell: bash }]\n',
    };
    const own = (text: string) =>
      `name: o\nruns:\n  using: composite\n  steps: [{ run: echo ${text}, shell: bash }]\n`;
    const result = await rehearseSteps(
      `- uses: actions/checkout@v5\n- { id: s, uses: o/deploy-actions/c@v1 }\n- { id: t, uses: $/own }`,
      {},
      { 'own/action.yml': own('from-the-repository') },
      actions,
    );
    const log = stepOf(result, 's').log;
    expect(log).toContain('from-deploy-actions');
    expect(log).toContain('from-the-repository');
    expect(said(stepOf(result, 't'))).toEqual(['from-the-repository']);
  });

  it('T33 says that a local action needs a checkout', async () => {
    const result = await rehearseSteps('- { id: s, uses: ./own }');
    expect(stepOf(result, 's').annotations[0]?.message).toContain('Did you forget to run actions/checkout');
  });

  it('runs the clean-up of inner actions in reverse inside one post step', async () => {
    const result = await rehearseSteps(
      '- { name: c, uses: o/deploy-actions/c@v1 }',
      {},
      {},
      {
        ...composite('    - { uses: $/p, with: { id: one } }\n    - { uses: $/p, with: { id: two } }\n'),
        ...phases('p'),
      },
    );
    const posts = stepOf(result, 'Post c').log.filter((line) => line.startsWith('post'));
    expect(posts).toEqual(['post two', 'post one']);
    const names = result.jobs[0]?.steps.map((step) => step.name);
    expect(names).toEqual(['Set up job', 'Pre c', 'c', 'Post c', 'Complete job']);
    expect(stepOf(result, 'Pre c').log.filter((line) => line.startsWith('pre'))).toEqual([
      'pre one',
      'pre two',
    ]);
  });
});
