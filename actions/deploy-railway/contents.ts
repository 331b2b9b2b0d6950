import { type Contents, checkRootDirectory, listContents } from '../../src/railway/archive.js';
import { formatSize } from '../../src/runtime/duration.js';
import type { Logger } from '../../src/runtime/log.js';
import { findConfigAsCode } from './config-as-code.js';
import type { FoundPlace } from './place.js';

/**
 * Lists what will be uploaded for each service, before anything is changed. Throws InputError when a directory is not
 * there, or lacks the folder that Railway would build from.
 */
export async function gatherContents(
  places: readonly FoundPlace[],
  log: Logger,
): Promise<Map<FoundPlace, Contents>> {
  const listed = new Map<string, Contents>();
  const gathered = new Map<FoundPlace, Contents>();
  for (const place of places) {
    const { source } = place.request;
    if (source.kind !== 'upload') continue;
    const known = listed.get(source.directory);
    const contents = known ?? (await listContents(source.directory));
    if (!known) logContents(contents, log);
    listed.set(source.directory, contents);
    checkRootDirectory(contents, place.facts.rootDirectory);
    const warning = await findConfigAsCode(contents, place);
    if (warning) log.warning(warning, 'Config as code');
    gathered.set(place, contents);
  }
  return gathered;
}

/** Says what will be uploaded and what was left out on the way. */
function logContents(contents: Contents, log: Logger): void {
  const bytes = contents.files.reduce((sum, file) => sum + file.bytes, 0);
  log.info(`To upload from ${contents.directory}: ${contents.files.length} file(s), ${formatSize(bytes)}`);
  if (contents.brokenLinks.length > 0) {
    log.warning(`Left out, as these links lead nowhere: ${contents.brokenLinks.join(', ')}`);
  }
  if (contents.linksOut.length > 0) {
    log.info(
      `Links that lead out of the directory; what they point to is packed: ${contents.linksOut.join(', ')}`,
    );
  }
}
