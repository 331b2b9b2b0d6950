import { expect, it } from '@jest/globals';
import { rehearse, said, stepOf } from '../test-project.js';

it('a workflow of deploy-actions that is called by its release tag is the one of this checkout, and its own paths stay in it', async () => {
  const pipeline = `
on:
  workflow_call:
    inputs: { word: { type: string, required: true } }
    secrets: { KEY: { required: true } }
    outputs: { told: { value: "\${{ jobs.tell.outputs.told }}" } }
jobs:
  tell:
    runs-on: ubuntu-latest
    outputs: { told: "\${{ steps.s.outputs.told }}" }
    steps:
      - { id: s, uses: $/say, with: { word: "\${{ inputs.word }}" } }
      - { id: key, run: 'test "\${{ secrets.KEY }}" = hush && echo has the key' }
`;
  const say = `
name: say
inputs: { word: {} }
outputs: { told: { value: "\${{ steps.t.outputs.told }}" } }
runs:
  using: composite
  steps: [{ id: t, shell: bash, run: 'echo "told=\${{ inputs.word }} from here" >> "$GITHUB_OUTPUT"' }]
`;
  const workflow = `
on: push
jobs:
  ship:
    uses: org/deploy-actions/.github/workflows/pipeline.yml@v1
    with: { word: hello }
    secrets: inherit
  after:
    needs: ship
    runs-on: ubuntu-latest
    steps: [{ id: s, run: 'echo "\${{ needs.ship.outputs.told }}"' }]
`;
  const actions = { '.github/workflows/pipeline.yml': pipeline, 'say/action.yml': say };
  const result = await rehearse(workflow, { secrets: { KEY: 'hush' } }, {}, actions);
  expect(result.jobs.map(({ id, conclusion }) => [id, conclusion])).toEqual([
    ['ship/tell', 'success'],
    ['after', 'success'],
  ]);
  expect(said(stepOf(result, 's', 1))).toEqual(['hello from here']);
  const missing = workflow.replace('pipeline.yml@v1', 'gone.yml@v1');
  await expect(rehearse(missing, {}, {}, actions)).rejects.toThrow("gone.yml@v1' does not exist");
});
