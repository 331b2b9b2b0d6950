import type { PlannedFile, Wish } from './plan.js';
import { environmentsOf } from './read-by.js';

/**
 * What a person has to do on GitHub before the first run, so that what is called an approval asks somebody: GitHub makes an
 * environment that is missing by itself, without any protection. In the order in which it is to be done.
 */
export function environmentsToMake(files: readonly PlannedFile[], { branch, style }: Wish): string[] {
  const found = environmentsOf(files, style);
  const of = (name: string) => found.get(name)?.join(', ');
  const [approved, planned, staged] = [of('production'), of('production-plan'), of('staging')];
  return [
    ...(approved
      ? [
          `production: tick "Required reviewers" and name them; under "Deployment branches and tags" allow ${branch}. Without this nobody is asked before ${approved}. (Reviewers in a private repository need GitHub Enterprise; without it, whoever may start the workflow decides alone.)`,
        ]
      : []),
    ...(planned
      ? [
          `production-plan: no reviewers; allow ${branch}. ${planned}: what runs without asking anybody, a plan before its approval too, runs in it.${style === 'staging' ? '' : " It uses the repository's values; once production's stand in the environment production alone, it needs its own."}`,
        ]
      : []),
    ...(staged
      ? [
          `staging: no reviewers; allow ${[...new Set(['develop', 'dev', branch])].join(', ')} (a drill and a way back are started from ${branch}).`,
        ]
      : []),
  ];
}
