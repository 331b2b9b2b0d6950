import { z } from 'zod';
import { logsOf } from './answers.js';
import type { GraphQlDocument } from './documents.js';

const logAnswer = logsOf('deploymentLogs');
/** The newest lines of a deployment's log from a moment on. */
export const readLogSince: GraphQlDocument<z.infer<typeof logAnswer>> = {
  name: 'deploymentLogs',
  kind: 'read',
  doing: 'read the deploy log',
  text: `query deploymentLogs($deploymentId: String!, $limit: Int, $startDate: DateTime) {
  deploymentLogs(deploymentId: $deploymentId, limit: $limit, startDate: $startDate) { timestamp message severity }
}`,
  answer: logAnswer,
};

const httpLogsAnswer = z.object({
  httpLogs: z.array(z.object({ timestamp: z.string(), httpStatus: z.number(), totalDuration: z.number() })),
});
/** The newest requests that Railway's edge sent to a deployment; `totalDuration` is in milliseconds. */
export const readHttpLogs: GraphQlDocument<z.infer<typeof httpLogsAnswer>> = {
  name: 'httpLogs',
  kind: 'read',
  doing: 'read the HTTP log',
  text: `query httpLogs($deploymentId: String!, $limit: Int) {
  httpLogs(deploymentId: $deploymentId, limit: $limit) { timestamp httpStatus totalDuration }
}`,
  answer: httpLogsAnswer,
};

const ownerAnswer = z.object({
  deployment: z.object({ environmentId: z.string(), serviceId: z.string().nullable() }),
});
/** What a deployment belongs to. */
export const readOwner: GraphQlDocument<z.infer<typeof ownerAnswer>> = {
  name: 'deployment',
  kind: 'read',
  doing: 'read what the deployment belongs to',
  text: 'query deployment($id: String!) { deployment(id: $id) { environmentId serviceId } }',
  answer: ownerAnswer,
};

const metricsAnswer = z.object({
  metrics: z.array(z.object({ values: z.array(z.object({ ts: z.number(), value: z.number() })) })),
});
/** Samples of a service's use of its machine; `ts` is in seconds since the epoch. */
export const readMetrics: GraphQlDocument<z.infer<typeof metricsAnswer>> = {
  name: 'metrics',
  kind: 'read',
  doing: 'read the metrics of the service',
  text: `query metrics(
  $environmentId: String, $serviceId: String, $startDate: DateTime!, $measurements: [MetricMeasurement!]!
) {
  metrics(
    environmentId: $environmentId, serviceId: $serviceId, startDate: $startDate, measurements: $measurements
  ) { values { ts value } }
}`,
  answer: metricsAnswer,
};
