export { createLiveTree, type LiveTree, type LiveTreeOptions } from './live-tree.js';
export type { TextStream } from './screen-region.js';
export { renderTable } from './table.js';
export { cut, formatDuration, printable, textWidth } from './text.js';
