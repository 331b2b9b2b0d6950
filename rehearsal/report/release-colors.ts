import type { RehearsalRecord } from './record.js';

/** How many release colours the style sheet has (`.release-0` and on); later releases begin again. */
const releaseColors = 6;

/** The style class of each release's colour, by the release's name. */
export function releaseClasses(record: RehearsalRecord): (name: string | undefined) => string {
  const names = [...new Set([...record.releases.map(({ name }) => name), ...Object.values(record.versions)])];
  return (name) => {
    const index = name === undefined ? -1 : names.indexOf(name);
    return index < 0 ? 'release-unknown' : `release-${index % releaseColors}`;
  };
}
