import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { data } from '@actions/expressions';
import { describe, expect, it } from '@jest/globals';
import { readTemplate } from '../workflow/template.js';
import { evaluateCondition, evaluateExpression, evaluateText, type Scope } from './evaluate.js';
import { type Json, toEnvironmentValue, toJson, toText, toValue } from './values.js';

const github = {
  event: { commits: [{ id: 'a', tags: ['x'] }, { id: 'b', tags: ['y'] }, { other: 1 }] },
  SHA: 'abc',
};

function scope(more: Record<string, Json> = {}): Scope {
  const contexts = {
    github: toValue(github),
    ...Object.fromEntries(Object.entries(more).map(([k, v]) => [k, toValue(v)])),
  };
  return { contexts, functions: new Map([['success', () => new data.BooleanData(true)]]) };
}

async function json(expression: string): Promise<Json> {
  return toJson(await evaluateExpression(expression, scope()));
}

async function text(expression: string): Promise<string> {
  return toText(await evaluateExpression(expression, scope()));
}

describe('expressions', () => {
  it.each([
    ["'' == 0", true],
    ["null == ''", true],
    ['null == false', true],
    ["true == '1'", true],
    ["'true' == true", false],
    ["'ABC' == 'abc'", true],
    ["'0x10' == 16", true],
    ["fromJSON('[]') == fromJSON('[]')", false],
    ["'a' < 'B'", true],
    ["' 5 ' == 5", true],
    ["'0b1' == 1", false],
  ])('T42 compares %s as %s', async (expression, expected) => {
    expect(await json(expression)).toBe(expected);
  });

  it.each([
    ["fromJSON('1e15')", '1E+15'],
    ["fromJSON('0.1000000000000000055')", '0.1'],
    ["fromJSON('0.00000123')", '1.23E-06'],
    ["fromJSON('123456789012345678')", '1.23456789012346E+17'],
    ["fromJSON('-0')", '0'],
    ["fromJSON('[1]')", 'Array'],
    ['github', 'Object'],
    ['null', ''],
    ['1.10', '1.1'],
  ])('T43 prints %s as %s', async (expression, expected) => {
    expect(await text(expression)).toBe(expected);
  });

  it('T44 finds object keys in any case, but env keys only as written', async () => {
    expect(await text('GitHub.sha')).toBe('abc');
    expect(await json("github.event.commits['1'].id")).toBe('b');
    expect(await json('github.event.commits.id')).toBeNull();
    expect(await json('github.nothing.at.all')).toBeNull();
    expect(await json('github.constructor')).toBeNull();
    const env = { contexts: { env: toEnvironmentValue({ Path: 'x' }) } };
    expect(toJson(await evaluateExpression('env.Path', env))).toBe('x');
    expect(toJson(await evaluateExpression('env.PATH', env))).toBeNull();
  });

  it('T45 maps over .* and leaves out items without the property', async () => {
    expect(await json('github.event.commits.*.id')).toEqual(['a', 'b']);
    expect(await json('github.event.commits.*.tags.*')).toEqual(['x', 'y']);
  });

  it('T46 prints JSON in order, unescaped, and refuses an empty text as JSON', async () => {
    expect(await text(`toJSON(fromJSON('{"b":"<é&>","a":[],"c":{"d":1}}'))`)).toBe(
      '{\n  "b": "<é&>",\n  "a": [],\n  "c": {\n    "d": 1\n  }\n}',
    );
    expect(await json(`fromJSON('{"A":1,"a":2}')`)).toEqual({ A: 2 });
    await expect(json("fromJSON('')")).rejects.toThrow('empty');
  });

  it('T46 evaluates only the case that is taken, and returns the operand of && and ||', async () => {
    expect(await text("case(true, 'yes', fromJSON(''))")).toBe('yes');
    await expect(json("case('true', 1, 2)")).rejects.toThrow('boolean');
    expect(await text("github.sha && 'x' || 'y'")).toBe('x');
    expect(await text("format('{{0}} {0}{1}', 'a', github.event)")).toBe('{0} aObject');
  });

  it('T47 hashes files as the digest of digests, and nothing to nothing', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'hash-'));
    mkdirSync(join(workspace, 'a'));
    writeFileSync(join(workspace, 'a', 'lock'), '1');
    writeFileSync(join(workspace, 'a', 'other'), '2');
    const hash = async (expression: string) =>
      toText(await evaluateExpression(expression, { ...scope(), workspace }));
    const inner = createHash('sha256').update('1').digest();
    expect(await hash("hashFiles('**/lock')")).toBe(createHash('sha256').update(inner).digest('hex'));
    expect(await hash("hashFiles('**/*', '!**/other')")).toBe(
      createHash('sha256').update(inner).digest('hex'),
    );
    expect(await hash("hashFiles('nothing')")).toBe('');
  });
});

describe('conditions', () => {
  const condition = (yaml: string) => {
    const template = readTemplate(yaml);
    return evaluateCondition(template, scope());
  };

  it('T22 is true for any text around an expression, also a line feed after it', async () => {
    expect(await condition('${{ false }}')).toBe(false);
    expect(await condition('"true && ${{ false }}"')).toBe(true);
    expect(await condition('|\n  ${{ false }}\n')).toBe(true);
    expect(await condition("github.sha == 'ABC'")).toBe(true);
    expect(await condition('"\'false\'"')).toBe(true);
    expect(await condition('""')).toBe(true);
  });

  it('T7 writes YAML scalars as GitHub does: numbers shortened, yes and on stay words', async () => {
    const values = readTemplate('[TRUE, 1.10, 0x10, 1e3, ~, yes, on, "1.10"]');
    const items = values.kind === 'sequence' ? values.items : [];
    const texts = await Promise.all(items.map((item) => evaluateText(item, scope())));
    expect(texts).toEqual(['true', '1.1', '16', '1000', '', 'yes', 'on', '1.10']);
  });

  it('keeps the lines of a block that holds an expression', async () => {
    const template = readTemplate("|\n    a ${{ github.sha }}\n      b }} '${{ '}}' }}'\n");
    expect(await evaluateText(template, scope())).toBe("a abc\n  b }} '}}'\n");
  });
});
