export { createLiveTree } from './live-tree.js';
export { renderTable } from './table.js';
export { cut, formatDuration, printable, textWidth } from './text.js';
