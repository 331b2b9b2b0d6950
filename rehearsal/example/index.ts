export type { Declaration, ProbeDeclaration } from './declaration.js';
export type { EventScript } from './events.js';
export type { ExpectationDeclaration } from './expectations.js';
export { type Example, exampleNames, readExample } from './read.js';
export { fill } from './references.js';
export { findRequirements, type Requirements } from './requirements.js';
export type { FaultDeclaration, ReleaseDeclaration, StoryDeclaration } from './story.js';
