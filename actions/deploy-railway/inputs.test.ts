import { describe, expect, it } from '@jest/globals';
import { InputReader } from '../../src/action/inputs.js';
import { servicesJsonSchema } from './inputs/services.js';
import { parseInputs } from './inputs.js';

const required = { 'railway-token': 'tok', service: 'api' };

function parse(inputs: Record<string, string>) {
  const masked: string[] = [];
  const all: Record<string, string> = { ...required, ...inputs };
  const read = new InputReader({
    raw: (name) => all[name] ?? '',
    mask: (secret) => masked.push(secret),
    workspace: '/w',
  });
  return { inputs: parseInputs(read), masked };
}

const first = (inputs: Record<string, string>) => parse(inputs).inputs.services[0];
const several = (yaml: string, inputs: Record<string, string> = {}) =>
  parse({ service: '', services: yaml, ...inputs }).inputs.services;

describe('inputs of deploy-railway', () => {
  it('needs a token and a service, and masks the token', () => {
    expect(parse({}).masked).toEqual(['tok']);
    expect(() => parse({ service: '' })).toThrow('"service" is missing');
    expect(() => parse({ 'railway-token': '' })).toThrow('"railway-token" is missing');
  });

  it('goes without a token only when the run may be skipped for it', () => {
    const inputs = { 'railway-token': '', 'on-missing-credentials': 'skip' };
    expect(parse(inputs).inputs.token).toBe('');
  });

  it('takes an empty string as not given, so that a forwarded empty input means the default', () => {
    const { inputs } = parse({ 'version-variable': '', 'settle-time': '', 'working-directory': '' });
    expect(inputs).toMatchObject({ versionVariable: 'DEPLOY_SHA', settleTimeMs: undefined });
    expect(inputs.services[0]?.source).toEqual({ kind: 'upload', directory: '/w' });
  });

  it('keeps an equals sign and a # inside a value', () => {
    expect(first({ variables: 'URL=postgres://u:p@h/db?a=b#c\n# a remark\n\nEMPTY=' })?.variables).toEqual({
      URL: 'postgres://u:p@h/db?a=b#c',
      EMPTY: '',
    });
  });

  it('does not repeat a bad line of variables, which may be a secret', () => {
    expect(() => parse({ variables: 'A=1\nhunter2-is-the-password' })).toThrow(/"variables"/);
    expect(() => parse({ variables: 'hunter2' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it('turns the version variable off with "none" and refuses what cannot be a variable', () => {
    expect(parse({ 'version-variable': 'none' }).inputs.versionVariable).toBeUndefined();
    expect(() => parse({ 'version-variable': 'my-sha' })).toThrow('"version-variable" is "my-sha"');
  });

  it('tells the source by what is given, and refuses two', () => {
    expect(first({ image: 'nginx:1' })?.source).toEqual({ kind: 'image', image: 'nginx:1' });
    expect(first({ source: 'commit' })?.source).toEqual({ kind: 'commit', commit: undefined });
    expect(first({ redeploy: 'previous' })?.source).toMatchObject({ kind: 'redeploy', which: 'previous' });
    expect(() => parse({ source: 'image' })).toThrow('"image" is missing');
    expect(() => parse({ image: 'nginx:1', commit: 'abc' })).toThrow('"commit" is given too');
  });

  it('reads settings in the units Railway counts in, and leaves out what is not given', () => {
    const settings = { 'health-check-path': '/up', 'health-check-timeout': '2m', overlap: '30s' };
    expect(first({ ...settings, 'pre-deploy-command': 'npm run migrate' })?.settings).toEqual({
      healthcheckPath: '/up',
      healthcheckTimeout: 120,
      preDeployCommand: ['npm run migrate'],
      overlapSeconds: 30,
    });
    expect(first({})?.settings).toEqual({});
    expect(() => parse({ replicas: '0' })).toThrow('"replicas" is "0"');
    expect(() => parse({ overlap: '500ms' })).toThrow('"overlap" is "500ms"');
    expect(() => parse({ 'health-check-path': 'health' })).toThrow('"health-check-path" is "health"');
  });

  it('needs both halves of a registry login, and masks the password', () => {
    const login = { 'registry-username': 'ci', 'registry-password': 'hunter2' };
    expect(parse(login).masked).toContain('hunter2');
    expect(() => parse({ 'registry-username': 'ci' })).toThrow('"registry-password" is missing');
  });

  it('creates and deletes environments only by name', () => {
    expect(() => parse({ 'create-environment-from': 'staging' })).toThrow('name of the environment');
    expect(() => parse({ 'delete-environment': 'true' })).toThrow('not which environment');
    const pr = { 'railway-environment': 'pr-7', 'delete-environment': 'pr-7', service: '' };
    expect(parse(pr).inputs.deleteEnvironment).toEqual({ confirmed: 'pr-7' });
    expect(parse({ ...pr, 'delete-environment': 'true' }).inputs.deleteEnvironment).toEqual({
      confirmed: undefined,
    });
  });
});

describe('the list of services', () => {
  it('takes for each its source, its variables beside the common ones, and its settings', () => {
    const yaml = `
- service: api
  name: backend
  directory: backend
  variables: { WORKERS: 2, DEBUG: false }
  settings: { replicas: 2, pre-deploy-command: [a, b], draining: 10s }
- service: worker
  image: ghcr.io/acme/worker:1
  needs: [backend]
  variables-mode: replace`;
    const [api, worker] = several(yaml, { variables: 'COMMON=1', 'working-directory': 'apps' });
    expect(api).toMatchObject({
      name: 'backend',
      source: { kind: 'upload', directory: '/w/apps/backend' },
      variables: { COMMON: '1', WORKERS: '2', DEBUG: 'false' },
      settings: { numReplicas: 2, preDeployCommand: ['a', 'b'], drainingSeconds: 10 },
      replaceVariables: false,
    });
    expect(worker).toMatchObject({
      ...{ source: { kind: 'image' }, needs: ['backend'], replaceVariables: true },
    });
  });

  it('puts the others back by default, which a single service leaves to auto-rollback', () => {
    expect(parse({}).inputs.onFailure).toBe('keep');
    const { inputs } = parse({ service: '', services: '[{ service: a }]' });
    expect(inputs.onFailure).toBe('restore');
  });

  it.each([
    ['[]', 'names no service'],
    ['[{ service: a, image: b, commit: c }]', 'more than one source'],
    ['[{ service: a, direktory: b }]', 'direktory'],
    ['[{ service: a, variables: { my-var: 1 } }]', 'variables.my-var'],
    ['[{ service: a, rebuild: true }]', '"rebuild" belongs to "redeploy"'],
    ['[{ service: a, settings: { overlap: 10 } }]', 'overlap'],
    ['[{ service: a, settings: { draining: 1500ms } }]', 'whole seconds'],
  ])('refuses %s and says why', (yaml, why) => {
    expect(() => several(yaml)).toThrow(why);
  });

  it('does not go together with the inputs of a single service', () => {
    expect(() => parse({ services: '[{ service: a }]' })).toThrow('single service are given: service');
    expect(() => several('[{ service: a }]', { replicas: '2' })).toThrow('the settings inputs');
  });

  it('can be checked by an editor', () => {
    const schema = servicesJsonSchema() as {
      type: string;
      items: { required: string[]; properties: object };
    };
    expect([schema.type, schema.items.required]).toEqual(['array', ['service']]);
    expect(Object.keys(schema.items.properties)).toContain('variables-mode');
  });

  it('masks the secrets among the variables', () => {
    const yaml = '[{ service: a, variables: { KEY: "0123-abcd-4567" } }]';
    expect(parse({ service: '', services: yaml }).masked).toContain('0123-abcd-4567');
  });
});
