/** What Vercel would do with a source tree, each part as the project's settings, `vercel.json` or the framework say. */
export interface BuildPlan {
  /** Undefined: the tree is served as it is. */
  command: string | undefined;
  /** Where the finished site is, from the Root Directory; undefined: the usual places. */
  output: string | undefined;
}

/** The build settings of a project, and the same of a `vercel.json`, which win. `null` means "nothing". */
export interface BuildSettings {
  buildCommand?: string | null | undefined;
  installCommand?: string | null | undefined;
  outputDirectory?: string | null | undefined;
}

/** The part of a package.json that says how a site is built. */
export interface Manifest {
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/**
 * Frameworks whose result is a folder of files, in the order Vercel looks for them, by the package that gives them away:
 * their build command and where they leave the site. Next.js is one of them with `output: 'export'` only; there are no
 * functions here. (vercel.com/docs/builds/configure-a-build, and the framework list of the public package
 * @vercel/frameworks.)
 */
const frameworks: readonly { name: string; package: string; command: string; output: string }[] = [
  { name: 'Next.js', package: 'next', command: 'next build', output: 'out' },
  { name: 'Astro', package: 'astro', command: 'astro build', output: 'dist' },
  { name: 'Docusaurus', package: '@docusaurus/core', command: 'docusaurus build', output: 'build' },
  {
    name: 'VitePress',
    package: 'vitepress',
    command: 'vitepress build docs',
    output: 'docs/.vitepress/dist',
  },
  { name: 'Eleventy', package: '@11ty/eleventy', command: 'npx @11ty/eleventy', output: '_site' },
  { name: 'Vite', package: 'vite', command: 'vite build', output: 'dist' },
];

/** The framework of a package, undefined for one that Vercel calls "Other". */
export function frameworkOf(manifest: Manifest): (typeof frameworks)[number] | undefined {
  const known = { ...manifest.dependencies, ...manifest.devDependencies };
  return frameworks.find((one) => one.package in known);
}

/** How a tree is built: what is set wins over the package's script `build`, and that over the framework's own command. */
export function planBuild(
  manifest: Manifest,
  settings: BuildSettings,
  { runScript }: { runScript: string },
): BuildPlan {
  const framework = frameworkOf(manifest);
  const script = manifest.scripts?.build === undefined ? undefined : runScript;
  const usual = script ?? framework?.command;
  return {
    command: settings.buildCommand === undefined ? usual : (settings.buildCommand ?? undefined),
    output: settings.outputDirectory ?? framework?.output,
  };
}
