import 'reflect-metadata';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import { openServices } from './services.js';

const config = readConfig(process.env);
const services = openServices(config);
const app = await createApp({ ...services, ...config }, config.webOrigins);
await app.listen(config.port);
console.log(
  `talentflow-api ${config.version} listens on port ${config.port}; events go by ${services.events.carrier}`,
);

// Takes no new requests, lets the running ones finish, then lets go of what is behind.
process.once('SIGTERM', async () => {
  await app.close();
  await services.close();
  console.log('talentflow-api is closed');
});
