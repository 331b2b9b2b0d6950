import type { Change } from './changes.ts';
import type { Live } from './live.ts';

/** Whether the components are one release, in a sentence for people. */
export interface Mixture {
  mixed: boolean;
  text: string;
}

/** What a component must tell once the release is out: the commit when it is shipped, else what it tells now. */
export function versionAfter({ changed, live }: Change, commit: string): string {
  return changed || 'unknown' in live ? commit : live.commit;
}

/** What a release ships and what stays, for the job's summary. */
export function planTable(changes: readonly Change[], commit: string): string {
  const rows = changes.map(
    ({ component, live, changed, because }) =>
      `| ${component.name} | ${short(live)} | ${changed ? '**shipped**' : 'stays'} | ${because} |`,
  );
  return `### What ${commit.slice(0, 7)} ships\n\n| component | live | | because |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** What is live, for the job's summary. */
export function liveTable(changes: readonly Change[], environment: string, told: Mixture): string {
  const rows = changes.map(({ component, live, changed, because }) =>
    changed
      ? `| ${component.name} | ${short(live)} | **differs**: ${because} |`
      : `| ${component.name} | ${short(live)} | ${because} |`,
  );
  return `### What is live in ${environment}\n\n${told.text}\n\n| component | commit | compared with the release |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** Judges whether all components are as the release's commit has them. */
export function mixture(changes: readonly Change[], commit: string): Mixture {
  const differing = changes.filter(({ changed }) => changed);
  const name = commit.slice(0, 7);
  if (differing.length === 0)
    return { mixed: false, text: `All ${changes.length} components are release ${name}.` };
  if (differing.length === changes.length) return { mixed: true, text: `No component is release ${name}.` };
  const list = (some: readonly Change[]) =>
    some.map(({ component, live }) => `${component.name} (${short(live)})`).join(', ');
  const same = changes.filter(({ changed }) => !changed);
  return { mixed: true, text: `Not release ${name}: ${list(differing)}. As in it: ${list(same)}.` };
}

function short(live: Live): string {
  return 'commit' in live ? live.commit.slice(0, 7) : live.unknown;
}
