import { git } from '../process/git.js';

/** The commits at which a history of this depth is cut off: those whose parents are left out. */
export async function shallowBoundary(
  gitDirectory: string,
  commit: string,
  depth: number,
): Promise<string[]> {
  let generation = [commit];
  for (let level = 1; level < depth && generation.length > 0; level++) {
    const lines = (
      await git(['log', '--no-walk=unsorted', '--format=%P', ...generation], gitDirectory)
    ).split('\n');
    const parents = new Set(lines.flatMap((line) => line.split(' ')).filter((parent) => parent !== ''));
    if (parents.size === 0) return [];
    generation = [...parents];
  }
  return generation;
}
