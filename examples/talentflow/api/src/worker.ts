import { readConfig } from './config.js';
import { GROUP, TOPIC } from './events/events.js';
import { openServices } from './services.js';
import { createHealthServer } from './worker/health-server.js';
import { createJobReader } from './worker/job-reader.js';

const config = readConfig(process.env);
const services = openServices(config);
const { store, events } = services;
await events.consume(createJobReader(store));
// The smoke test looks for this line.
console.log(
  `talentflow-worker ${config.version} is connected to ${events.carrier} and reads ${TOPIC} as ${GROUP}`,
);
const probes = { ...services.probes, events: () => events.ping() };
const server = createHealthServer(probes, config.version).listen(config.port);

// Finishes the event it is at; the next one is for whoever comes after.
process.once('SIGTERM', async () => {
  server.close();
  await services.close();
  console.log('talentflow-worker is closed');
});
