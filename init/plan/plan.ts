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

/** The folder of a frontend whose files are served as they are, from the frontend's own folder. */
export function publicFolder({ framework }: Pick<Part, 'framework'>): string {
  if (framework === 'static') return '';
  return framework === '@sveltejs/kit' ? 'static' : 'public';
}
