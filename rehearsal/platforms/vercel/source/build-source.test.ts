import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestApi, type TestApi } from '../test-api.js';

let api: TestApi;

beforeEach(async () => {
  api = await openTestApi({
    builder: { node: process.execPath, environment: {} },
    projects: [
      { id: 'prj_1', name: 'site' },
      { id: 'prj_2', name: 'shop', rootDirectory: 'apps/shop', build: { outputDirectory: 'site' } },
    ],
  });
});
afterEach(() => api.close());

/** Files of a create request from a mapping of paths to texts. */
const tree = (files: Record<string, string>) => ({
  files: Object.entries(files).map(([file, data]) => ({ file, data, encoding: 'utf-8' })),
});

/** A package whose build writes what it is told into a folder. */
const builds = (script: string, more: object = {}) =>
  JSON.stringify({ name: 'site', scripts: { build: script }, ...more });

const writes = (folder: string) =>
  `node -e "fs.mkdirSync('${folder}');fs.writeFileSync('${folder}/index.html', process.env.GREETING + ' from ' + process.env.VERCEL_ENV)"`;

const ended = ({ readyState }: Record<string, unknown>) => ['READY', 'ERROR'].includes(String(readyState));

describe('a source tree that needs a build', () => {
  it('is built with the variables of its target, and what the build left is served', async () => {
    api.vercel.setVariables('site', 'production', { GREETING: 'Hello' });
    api.vercel.setVariables('site', 'preview', { GREETING: 'Hi' });
    const files = tree({ 'package.json': builds(writes('public')) });
    const live = await api.ship('', files);
    expect(live.errorMessage).toBeUndefined();
    expect(await api.live()).toBe('Hello from production');
    const preview = await api.until((await api.create('', { ...files, target: undefined })).id, ended);
    expect(await (await fetch(`http://${String(preview.url)}`)).text()).toBe('Hi from preview');
  });

  it('fails the deployment when its build fails, and production stays', async () => {
    await api.ship('good');
    const files = tree({ 'package.json': builds('node -e "process.exit(3)"') });
    const failed = await api.until((await api.create('', files)).id, ended);
    expect(failed).toMatchObject({ readyState: 'ERROR', errorCode: 'BUILD_FAILED' });
    expect(failed.errorMessage).toBe('Command "npm run build" exited with 3');
    expect(await api.live()).toBe('good');
  });

  it('is built in its Root Directory, with the output where the project says', async () => {
    const files = tree({
      'package.json': '{}',
      'apps/shop/package.json': builds(writes('site')),
      'apps/shop/vercel.json': JSON.stringify({ installCommand: 'node -e 0' }),
    });
    const made = await api.create('', {
      ...files,
      name: 'shop',
      project: 'shop',
      build: { env: { GREETING: 'Hello' } },
    });
    const ready = await api.until(made.id, ended);
    expect(ready.readyState).toBe('READY');
    expect(await (await fetch(`http://${made.url}`)).text()).toBe('Hello from production');
  });

  it('ends with its deployment when that is canceled', async () => {
    const files = tree({ 'package.json': builds('node -e "setInterval(() => {}, 1000)"') });
    const { id } = await api.create('', files);
    await api.until(id, ({ readyState }) => readyState === 'BUILDING');
    const answer = await api.call('PATCH', `/v12/deployments/${id}/cancel`);
    expect(answer.json.readyState).toBe('CANCELED');
    expect((await api.call('GET', `/v13/deployments/${id}`)).json.readyState).toBe('CANCELED');
  });
});
