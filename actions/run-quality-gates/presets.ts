import type { Project } from '../../src/project/project.js';
import type { Gate } from './gates-file.js';

export const presetNames = ['node-api', 'nextjs', 'fastapi', 'monorepo'] as const;
export type PresetName = (typeof presetNames)[number];

/** The gates of each preset; they stand beside those that are found in the project. */
export const presets: Record<PresetName, (project: Project) => Gate[]> = {
  'node-api': () => [],
  nextjs: () => [],
  fastapi: () => [],
  monorepo: () => [],
};
