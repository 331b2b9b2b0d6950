import { describe, expect, it } from '@jest/globals';
import { InputReader } from '../../src/action/inputs.js';
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

describe('inputs of deploy-railway', () => {
  it('needs a token and a service, and masks the token', () => {
    expect(parse({}).masked).toEqual(['tok']);
    expect(() => parse({ service: '' })).toThrow('"service" is missing');
    expect(() => parse({ 'railway-token': '' })).toThrow('"railway-token" is missing');
  });

  it('takes an empty string as not given, so that a forwarded empty input means the default', () => {
    const { inputs } = parse({ 'version-variable': '', 'settle-time': '', 'working-directory': '' });
    expect(inputs).toMatchObject({
      versionVariable: 'DEPLOY_SHA',
      settleTimeMs: undefined,
      workingDirectory: '/w',
    });
  });

  it('keeps an equals sign and a # inside a value', () => {
    const { inputs } = parse({ variables: 'URL=postgres://u:p@h/db?a=b#c\n# a remark\n\nEMPTY=' });
    expect(inputs.variables).toEqual({ URL: 'postgres://u:p@h/db?a=b#c', EMPTY: '' });
  });

  it('does not repeat a bad line of variables, which may be a secret', () => {
    expect(() => parse({ variables: 'A=1\nhunter2-is-the-password' })).toThrow(/number 2/);
    expect(() => parse({ variables: 'hunter2' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it('turns the version variable off with "none" and refuses what cannot be a variable', () => {
    expect(parse({ 'version-variable': 'none' }).inputs.versionVariable).toBeUndefined();
    expect(() => parse({ 'version-variable': 'my-sha' })).toThrow('"version-variable" is "my-sha"');
  });
});
