export { admit } from './admit.js';
export { type LocalPostgres, startPostgres } from './server.js';
