import { describe, expect, it } from '@jest/globals';
import { readImageName } from './image.js';
import { imageTags, type TagFacts } from './image-tags.js';

const facts: TagFacts = {
  event: 'push',
  ref: 'refs/heads/main',
  sha: '860c1904a1ce19322e91ac35af1ab07466440c37',
  defaultBranch: 'main',
  baseRef: '',
};
const onTag = (tag: string): TagFacts => ({ ...facts, ref: `refs/tags/${tag}` });

describe('the tags of docker/metadata-action', () => {
  it.each<[string, string[], TagFacts, string[]]>([
    ['the branch without rules', [], { ...facts, ref: 'refs/heads/feature/a+b' }, ['feature-a-b']],
    ['the pull request without rules', [], { ...facts, ref: 'refs/pull/12/merge' }, ['pr-12']],
    ['the tag without rules, as the latest', [], onTag('v1.2.3'), ['v1.2.3', 'latest']],
    ['the commit', ['type=sha', 'type=sha,prefix=,format=long'], facts, ['sha-860c190', facts.sha]],
    [
      'a text for the default branch',
      ['type=raw,value=edge-{{branch}},enable={{is_default_branch}}'],
      facts,
      ['edge-main'],
    ],
    ['nothing for another branch', ['type=raw,value=latest,enable=false'], facts, []],
    ['a bare text', ['stable'], facts, ['stable']],
    [
      'a version, its series and the latest, the most important first',
      ['type=sha', 'type=semver,pattern={{version}}', 'type=semver,pattern={{major}}.{{minor}}'],
      onTag('v1.2.3'),
      ['1.2.3', '1.2', 'sha-860c190', 'latest'],
    ],
    [
      'only itself for a pre-release',
      ['type=semver,pattern={{version}}', 'type=semver,pattern={{major}}'],
      onTag('v2.0.0-rc.1'),
      ['2.0.0-rc.1'],
    ],
    ['no version on a branch', ['type=semver,pattern={{version}}'], facts, []],
  ])('are %s', (_, rules, given, expected) => {
    const { tags, version } = imageTags(rules, [], given);
    expect(tags).toEqual(expected);
    expect(version).toBe(expected[0] ?? '');
  });

  it('follow the flavor', () => {
    expect(imageTags(['type=sha'], ['latest=true', 'suffix=-alpine'], facts).tags).toEqual([
      'sha-860c190-alpine',
      'latest',
    ]);
    expect(imageTags([], ['latest=false'], onTag('v1')).tags).toEqual(['v1']);
  });

  it('are refused by type, not made wrongly', () => {
    expect(() => imageTags(['type=pep440,pattern={{version}}'], [], facts)).toThrow("has the type 'pep440'");
    expect(() => imageTags(['type=raw,value={{nope}}'], [], facts)).toThrow("expression '{{nope}}'");
  });
});

describe('the name of an image', () => {
  it('is read as Docker reads it', () => {
    expect(readImageName('ghcr.io/acme/shop-api:1.2')).toEqual({
      registry: 'ghcr.io',
      repository: 'ghcr.io/acme/shop-api',
      tag: '1.2',
    });
    expect(readImageName('localhost:5000/api')).toMatchObject({ registry: 'localhost:5000', tag: 'latest' });
    expect(readImageName('acme/api')).toMatchObject({ registry: 'docker.io' });
    expect(() => readImageName('ghcr.io/Acme/api:1')).toThrow('repository name must be lowercase');
    expect(() => readImageName('ghcr.io//api')).toThrow('invalid reference format');
  });
});
