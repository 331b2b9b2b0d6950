import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from '../look/parts.js';

/** A file to be written. */
export interface PlannedFile {
  /** Relative to the repository's root, with `/`. */
  path: string;
  text: string;
  /** Why, for people. */
  because: string;
}

/** A secret or a variable that the workflows read and a person sets. */
export interface Setting {
  kind: 'secret' | 'variable';
  name: string;
  /** The GitHub environment it is set in; '' for the repository. */
  environment: string;
  /** Of use only to some: what it is for stands in the hint. */
  optional: boolean;
  /** A variable's value, where it is known. */
  value: string | undefined;
  /** Where it is to be had, or what it is. */
  hint: string;
}

/** Everything that would be written, and what is left to a person. */
export interface Plan {
  files: PlannedFile[];
  /** GitHub environments to make before anything is set in them, and how each is protected. */
  environments: string[];
  settings: Setting[];
  /** Variables that need not be set: what they are without it stands in the workflows. */
  defaults: string[];
  /** What a person has to do or to know, one paragraph each. */
  notes: string[];
}

/** How production gets its releases. */
export const styles = ['push', 'manual', 'staging'] as const;
export type Style = (typeof styles)[number];

/** Workflows that can be added to any of the styles. */
export const extras = [
  'preview',
  'rollback',
  'rollback-drill',
  'migrate',
  'backup',
  'security-scan',
  'rotate-secret',
  'watch',
  'delivery-report',
] as const;
export type Extra = (typeof extras)[number];

/** What is wanted. */
export interface Wish {
  style: Style;
  extras: readonly Extra[];
  /** The branch production is released from. */
  branch: string;
  /** Folder of the reference workflows. */
  templates: string;
}

/** Where in a frontend's folder the file stands that it serves as `/version.json`. `root`: the repository's folder. */
export function versionFile(root: string, { framework, directory }: Part): string {
  const folder = publicFolder(framework);
  // Vercel serves `public` of a site without a framework where there is one, and all of its folder where there is none.
  const made = folder === undefined && existsSync(join(root, directory, 'public')) ? 'public' : folder;
  return made === undefined ? 'version.json' : `${made}/version.json`;
}

/** The folder whose files a framework serves as they are; undefined without a framework. */
function publicFolder(framework: string): string | undefined {
  if (framework === 'static' || framework === 'other') return undefined;
  return ['@sveltejs/kit', 'gatsby'].includes(framework) ? 'static' : 'public';
}
