import { InputError } from '../../../src/errors/errors.js';

/** `working-directory` is not there. */
export function missingDirectory(directory: string): InputError {
  return new InputError(`The input "working-directory" leads to ${directory}, which is not a directory.`, {
    fix: 'Give a path from the root of the repository, and check it out first (actions/checkout).',
  });
}

/** The project's root directory is not in what is deployed. */
export function missingRoot(directory: string, rootDirectory: string): InputError {
  return new InputError(
    `The project's root directory on Vercel is "${rootDirectory}", and ${directory} has no such directory.`,
    {
      fix: `Set "working-directory" to the directory that contains "${rootDirectory}" (usually the root of the repository), or change the root directory in the project settings.`,
    },
  );
}

/** The project's root directory would be counted twice. */
export function doubledRoot(directory: string, rootDirectory: string): InputError {
  return new InputError(
    `The project's root directory on Vercel is "${rootDirectory}", and "working-directory" (${directory}) leads into it already: Vercel would look for ${directory}/${rootDirectory}.`,
    {
      fix: 'Set "working-directory" to the root of the repository, or clear the root directory in the project settings.',
    },
  );
}

/** `output-directory` is not there. */
export function missingOutput(outputDirectory: string, directory: string): InputError {
  return new InputError(
    `The input "output-directory" is "${outputDirectory}", and ${directory} has no such directory.`,
    {
      fix: 'Build the site in a step before this one, and name the folder it makes, relative to "working-directory".',
    },
  );
}

/** `output-directory` is empty. */
export function nothingBuilt(site: string): InputError {
  return new InputError(`There is nothing to deploy in ${site}.`, {
    fix: 'Check that the build before this step writes there, and that "output-directory" names that folder.',
  });
}

/** A link in a static site. */
export function linkLeadsNowhere(link: string): InputError {
  return new InputError(`${link} is a link that leads to no file, and a static site cannot serve it.`, {
    fix: 'Let the build copy what it leads to into the site, or leave the link out in a .vercelignore there.',
  });
}

/** `source: prebuilt` without output. */
export function noPrebuilt(directory: string): InputError {
  return new InputError(`${directory} has no .vercel/output/config.json: there is no prebuilt output.`, {
    fix: 'Run `vercel build` (with --prod for production) in a step before this one, in the same directory; or deploy the source with "source: directory".',
  });
}

/** An output of another version. */
export function oldOutput(output: string, version: number): InputError {
  return new InputError(`${output}/config.json says version ${version}; Vercel takes version 3.`, {
    fix: "Build again with a present version of the Vercel CLI or of your framework's adapter.",
  });
}

/** The build left its failure behind. */
export function buildFailedBefore(reason: string): InputError {
  return new InputError(`The prebuilt output is of a build that failed: ${reason}.`, {
    fix: 'Correct the build, and let its step end red when it fails, so that this step does not run.',
  });
}

/** The output was built for something else. */
export function builtForAnother(builtFor: string, target: string): InputError {
  const option =
    { production: 'vercel build --prod', preview: 'vercel build' }[target] ??
    `vercel build --target=${target}`;
  return new InputError(
    `The prebuilt output was built for "${builtFor}", and this deployment is for "${target}": it would run with the other's variables.`,
    { fix: `Build it with \`${option}\`, or set "target" to what it was built for.` },
  );
}
