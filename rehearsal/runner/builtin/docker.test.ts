import { describe, expect, it } from '@jest/globals';
import type { BuiltImage, ImageRegistry } from '../docker/image.js';
import { rehearse, said, stepOf } from '../test-project.js';

function registry(): ImageRegistry & { pushed: { image: BuiltImage; names: readonly string[] }[] } {
  const pushed: { image: BuiltImage; names: readonly string[] }[] = [];
  return { pushed, push: (image, names) => void pushed.push({ image, names }) };
}

const files = {
  'api/Dockerfile':
    'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN node -p "20 + 22" > answer\nCMD ["node", "server.js"]\n',
  'api/server.js': '',
  'own/Dockerfile': 'FROM scratch\nRUN node -e "process.exit(4)"\n',
};

/** A job's steps after a checkout. */
const workflow = (permissions: string, steps: string) => `
on: push
jobs:
  j:
    runs-on: ubuntu-latest
    permissions: { ${permissions} }
    steps:
      - uses: actions/checkout@v7
${steps.replace(/^/gm, '      ')}
`;

const login = `- uses: docker/login-action@v4
  with: { registry: ghcr.io, username: "\${{ github.actor }}", password: "\${{ github.token }}" }
`;

describe('docker/build-push-action', () => {
  it('pushes an image under every tag, and tells its digest', async () => {
    const images = registry();
    const steps = `${login}- uses: docker/setup-qemu-action@v3
- uses: docker/setup-buildx-action@v4
- id: meta
  uses: docker/metadata-action@v5
  with:
    images: ghcr.io/Octo/shop-api
    tags: |
      type=sha
      type=raw,value=latest,enable={{is_default_branch}}
- id: build
  uses: docker/build-push-action@v7
  with:
    context: api
    push: true
    tags: \${{ steps.meta.outputs.tags }}
    labels: \${{ steps.meta.outputs.labels }}
    platforms: linux/amd64,linux/arm64
- id: told
  run: echo '\${{ steps.build.outputs.digest }}'; echo '\${{ fromJSON(steps.build.outputs.metadata)['containerimage.digest'] }}'`;
    const result = await rehearse(workflow('contents: read, packages: write', steps), { images }, files);
    expect(result.conclusion).toBe('success');
    const [only] = images.pushed;
    const digest = only?.image.digest ?? '';
    expect(only?.names).toEqual([
      'ghcr.io/octo/shop-api:latest',
      expect.stringMatching(/^ghcr\.io\/octo\/shop-api:sha-[0-9a-f]{7}$/),
    ]);
    expect(only?.image).toMatchObject({ workdir: '/app', command: 'node server.js' });
    expect(said(stepOf(result, 'told'))).toEqual([digest, digest]);
    expect(stepOf(result, 'build').log.join('\n')).toContain("'platforms' has no effect");
  });

  it('pushes nothing for somebody who may not, nor without being told to', async () => {
    const images = registry();
    const push = (id: string, tags: string, more = '') =>
      `- { id: ${id}, continue-on-error: true, uses: docker/build-push-action@v7, with: { context: api, push: true, tags: '${tags}'${more} } }\n`;
    const steps = [
      push('stranger', 'ghcr.io/octo/api'),
      login,
      push('capital', 'ghcr.io/Octo/api'),
      push('weak', 'ghcr.io/octo/api'),
      push('none', ''),
      "- { id: only, uses: docker/build-push-action@v7, with: { context: api, tags: 'ghcr.io/octo/api' } }\n",
      '- { id: load, uses: docker/build-push-action@v7, with: { context: api, load: true } }\n',
      '- { id: nobody, continue-on-error: true, uses: docker/login-action@v4, with: { registry: ghcr.io, username: a } }\n',
    ].join('');
    const result = await rehearse(workflow('contents: read', steps), { images }, files);
    const message = (id: string) => stepOf(result, id).annotations.at(-1)?.message ?? '';
    expect(message('stranger')).toContain('nobody is logged in to ghcr.io');
    expect(message('capital')).toContain('repository name must be lowercase');
    expect(message('weak')).toContain("Give this job 'permissions: packages: write'");
    expect(message('none')).toContain('tag is needed when pushing');
    expect(message('only')).toContain('No output specified');
    expect(stepOf(result, 'only').outputs.digest).toBeUndefined();
    expect(stepOf(result, 'load').outputs.digest).toMatch(/^sha256:/);
    expect(message('nobody')).toContain('Username and password required');
    expect(images.pushed).toEqual([]);
  });

  it('fails with the command that failed, and takes the commit where no context is given', async () => {
    const images = registry();
    const steps = `- { id: bad, continue-on-error: true, uses: docker/build-push-action@v7, with: { context: own } }
- { run: rm -r api }
- { id: commit, uses: docker/build-push-action@v7, with: { file: api/Dockerfile, load: true } }`;
    const result = await rehearse(workflow('contents: read', steps), { images }, files);
    expect(stepOf(result, 'bad').annotations[0]?.message).toMatch(/process\.exit\(4\).* exit code: 4/);
    expect(stepOf(result, 'commit').outcome).toBe('success');
  });
});

it('an attestation needs what it needs on GitHub, and says that nothing is signed', async () => {
  const steps = `- { id: a, continue-on-error: true, uses: actions/attest-build-provenance@v3, with: { subject-name: ghcr.io/octo/api, subject-digest: 'sha256:${'a'.repeat(64)}' } }`;
  const without = await rehearse(workflow('contents: read', steps), {}, files);
  expect(stepOf(without, 'a').annotations[0]?.message).toContain("'id-token: write'");
  const all = 'contents: read, id-token: write, attestations: write, packages: write';
  const result = await rehearse(workflow(all, steps), {}, files);
  expect(stepOf(result, 'a').outcome).toBe('success');
  expect(stepOf(result, 'a').log.join()).toContain('Nothing is attested');
});
