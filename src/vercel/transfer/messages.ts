import { InputError, PlatformError } from '../../errors/errors.js';

/** A file of the deployment cannot be read. */
export function unreadable(path: string, cause: unknown): InputError {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const gone = code === 'ENOENT';
  return new InputError(`${path} could not be read (${code}).`, {
    fix: gone
      ? 'It is gone, or was never made: check that the steps before this one made it, and that nothing changes the files while they are deployed.'
      : 'Check who owns it (a container step may leave files of root behind), or leave it out in .vercelignore.',
    cause,
  });
}

/** Something wrote to a file between its digest and its upload. */
export function changedMeanwhile(path: string): InputError {
  return new InputError(`${path} changed while it was deployed.`, {
    fix: 'Let the step that writes it end before the deployment begins (a watcher or a server may still run), then run the job again.',
  });
}

/** Nothing is left to deploy. */
export function nothingToDeploy(directory: string): InputError {
  return new InputError(
    `There is nothing to deploy in ${directory}: it is empty, or .vercelignore leaves all of it out.`,
    {
      fix: 'Check "working-directory" and "output-directory", and that the step which makes the files ran before this one.',
    },
  );
}

/** Vercel's limit on files of one deployment. */
export function tooManyFiles(count: number, limit: number): InputError {
  return new InputError(
    `There are ${count} files to deploy, and Vercel takes at most ${limit} of them one by one; "archive" is "none".`,
    {
      fix: 'Set "archive" to "auto" or "tgz", which packs them, or list what the build does not need in .vercelignore.',
    },
  );
}

/** Vercel asks for files again and again although they were sent. */
export function stillMissing(count: number, rounds: number): PlatformError {
  return new PlatformError(
    `Vercel still says that ${count} files are missing, after they were sent ${rounds} times.`,
    {
      code: 'missing_files',
      fix: 'Vercel loses what it was sent; see https://www.vercel-status.com, then run the job again: only what is missing is sent.',
    },
  );
}

/** Vercel asks for something that was never named to it. */
export function unknownMissing(): PlatformError {
  return new PlatformError('Vercel asks for files that are not part of this deployment.', {
    code: 'missing_files',
    fix: 'Run the job again; if it stays, report it to this project with this message.',
  });
}

/** A function of a prebuilt output names a file that is not there. */
export function functionFileGone(path: string, cause: unknown): InputError {
  const dependency = path.split('/').includes('node_modules');
  return new InputError(`A function of the prebuilt output needs ${path}, which is not there.`, {
    fix: dependency
      ? 'Install the dependencies in this job too (`npm ci`), or build and deploy in the same job: the output only names these files.'
      : 'Build and deploy in the same job, or hand the whole directory from one to the other: the output only names these files.',
    cause,
  });
}

/** Files that functions need and `.vercelignore` keeps away from them. */
export function leftOutOfFunctions(fileName: string, paths: readonly string[]): string {
  const shown = paths.slice(0, 20).join(', ');
  return `${fileName} leaves out ${paths.length} files that functions of the prebuilt output need: ${shown}${paths.length > 20 ? ', …' : ''}. They may fail without them; take those lines out of ${fileName}.`;
}
