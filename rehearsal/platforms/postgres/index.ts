export { admit } from './admit.js';
export { findSystemPostgres, type SystemPostgres } from './installed.js';
export { type LocalPostgres, startPostgres } from './server.js';
