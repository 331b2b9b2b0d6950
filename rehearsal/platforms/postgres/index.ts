export { type LocalPostgres, startPostgres } from './server.js';
