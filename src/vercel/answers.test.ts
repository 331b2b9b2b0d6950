import { describe, expect, it } from '@jest/globals';
import { projectSchema } from './answers.js';

describe('the repository that a project is connected to', () => {
  const repositoryOf = (link: unknown) => projectSchema.parse({ id: 'prj_1', name: 'site', link }).repository;

  it.each([
    [
      { type: 'github', repoId: 4711, productionBranch: 'trunk' },
      { type: 'github', repoId: 4711, ref: 'trunk' },
    ],
    [
      { type: 'github-limited', repoId: 4711, productionBranch: null },
      { type: 'github-limited', repoId: 4711, ref: 'main' },
    ],
    [
      { type: 'gitlab', projectId: '12', productionBranch: 'main' },
      { type: 'gitlab', projectId: '12', ref: 'main' },
    ],
    [
      { type: 'bitbucket', uuid: '{r}', workspaceUuid: '{w}', productionBranch: 'main' },
      { type: 'bitbucket', repoUuid: '{r}', workspaceUuid: '{w}', ref: 'main' },
    ],
  ])('%j can be built from by its commit', (link, source) => {
    expect(repositoryOf(link)).toEqual(source);
  });

  it.each([
    undefined,
    null,
    { type: 'github', productionBranch: 'main' },
    { type: 'github-custom-host', repoId: 4711, host: 'git.example.com', productionBranch: 'main' },
    { type: 7 },
  ])('%j names nothing to build from, and the project is read all the same', (link) => {
    expect(repositoryOf(link)).toBeUndefined();
  });
});
