/**
 * The part of Railway's public GraphQL schema this platform answers, in our own hand: only the types and fields in use.
 * A test compares it with the full schema where that file is at hand.
 */
export const typeDefinitions = /* GraphQL */ `
scalar DateTime
scalar JSON
scalar DeploymentMeta
scalar DeploymentDiagnosis
scalar EnvironmentVariables

enum DeploymentStatus {
  BUILDING CRASHED DEPLOYING FAILED INITIALIZING NEEDS_APPROVAL QUEUED REMOVED REMOVING SKIPPED SLEEPING SUCCESS WAITING
}
enum DeploymentInstanceStatus {
  CRASHED CREATED EXITED INITIALIZING REMOVED REMOVING RESTARTING RUNNING SKIPPED STOPPED
}
enum DeploymentEventStep {
  BUILD_IMAGE CONFIGURE_NETWORK CREATE_CONTAINER DRAIN_INSTANCES HEALTHCHECK MIGRATE_VOLUMES PRE_DEPLOY_COMMAND
  PUBLISH_IMAGE SNAPSHOT_CODE WAIT_FOR_DEPENDENCIES
}
enum RestartPolicyType { ALWAYS NEVER ON_FAILURE }
enum Builder { HEROKU NIXPACKS PAKETO RAILPACK }
enum SubscriptionPlanType { free hobby pro trial }
enum IncidentStatus { IDENTIFIED INVESTIGATING MONITORING RESOLVED }

type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }

type DeploymentDeploymentInstance { id: String! status: DeploymentInstanceStatus! }
type Deployment {
  canRedeploy: Boolean!
  canRollback: Boolean!
  createdAt: DateTime!
  deploymentStopped: Boolean!
  diagnosis: DeploymentDiagnosis
  environment: Environment!
  environmentId: String!
  id: ID!
  instances: [DeploymentDeploymentInstance!]!
  meta: DeploymentMeta
  projectId: String!
  service: Service!
  serviceId: String
  snapshotId: String
  staticUrl: String
  status: DeploymentStatus!
  statusUpdatedAt: DateTime
  suggestAddServiceDomain: Boolean!
  updatedAt: DateTime!
  url: String
}
type DeploymentEventPayload {
  attempt: Int detail: String durationMs: Int error: String maxAttempts: Int reason: String skipped: Boolean
}
type DeploymentEvent {
  completedAt: DateTime createdAt: DateTime! id: ID! payload: DeploymentEventPayload step: DeploymentEventStep!
}
type QueryDeploymentEventsConnection { edges: [QueryDeploymentEventsConnectionEdge!]! pageInfo: PageInfo! }
type QueryDeploymentEventsConnectionEdge { cursor: String! node: DeploymentEvent! }
type QueryDeploymentsConnection { edges: [QueryDeploymentsConnectionEdge!]! pageInfo: PageInfo! }
type QueryDeploymentsConnectionEdge { cursor: String! node: Deployment! }

type DeploymentTrigger {
  branch: String! checkSuites: Boolean! environmentId: String! id: ID! projectId: String! provider: String!
  repository: String! serviceId: String
}
type QueryDeploymentTriggersConnection { edges: [QueryDeploymentTriggersConnectionEdge!]! pageInfo: PageInfo! }
type QueryDeploymentTriggersConnectionEdge { cursor: String! node: DeploymentTrigger! }
type ServiceInstanceAutoDeployStatus { canEnable: Boolean! enabled: Boolean! reason: String }

type ServiceSource { image: String repo: String }
type ServiceInstance {
  activeDeployments: [Deployment!]!
  buildCommand: String
  builder: Builder!
  createdAt: DateTime!
  domains: AllDomains!
  drainingSeconds: Int
  environmentId: String!
  healthcheckPath: String
  healthcheckTimeout: Int
  id: ID!
  latestDeployment: Deployment
  numReplicas: Int
  overlapSeconds: Int
  preDeployCommand: JSON
  railwayConfigFile: String
  region: String
  restartPolicyMaxRetries: Int!
  restartPolicyType: RestartPolicyType!
  rootDirectory: String
  service: Service!
  serviceId: String!
  serviceName: String!
  sleepApplication: Boolean
  source: ServiceSource
  startCommand: String
  updatedAt: DateTime!
  watchPatterns: [String!]!
}
type EnvironmentServiceInstancesConnection { edges: [EnvironmentServiceInstancesConnectionEdge!]! pageInfo: PageInfo! }
type EnvironmentServiceInstancesConnectionEdge { cursor: String! node: ServiceInstance! }
type Service { createdAt: DateTime! deletedAt: DateTime id: ID! name: String! project: Project! projectId: String! }
type Environment {
  createdAt: DateTime! deletedAt: DateTime id: ID! isEphemeral: Boolean! name: String! projectId: String!
  serviceInstances(after: String, before: String, first: Int, last: Int): EnvironmentServiceInstancesConnection!
}
type ProjectServicesConnection { edges: [ProjectServicesConnectionEdge!]! pageInfo: PageInfo! }
type ProjectServicesConnectionEdge { cursor: String! node: Service! }
type ProjectEnvironmentsConnection { edges: [ProjectEnvironmentsConnectionEdge!]! pageInfo: PageInfo! }
type ProjectEnvironmentsConnectionEdge { cursor: String! node: Environment! }
type Project {
  baseEnvironmentId: String primaryEnvironmentId: String
  createdAt: DateTime! deletedAt: DateTime id: ID! name: String! subscriptionType: SubscriptionPlanType!
  environments(after: String, before: String, first: Int, isEphemeral: Boolean, last: Int): ProjectEnvironmentsConnection!
  services(after: String, before: String, first: Int, last: Int): ProjectServicesConnection!
}
type QueryProjectsConnection { edges: [QueryProjectsConnectionEdge!]! pageInfo: PageInfo! }
type QueryProjectsConnectionEdge { cursor: String! node: Project! }
type QueryEnvironmentsConnection { edges: [QueryEnvironmentsConnectionEdge!]! pageInfo: PageInfo! }
type QueryEnvironmentsConnectionEdge { cursor: String! node: Environment! }
type ProjectToken {
  createdAt: DateTime! environment: Environment! environmentId: String! id: ID! name: String! project: Project!
  projectId: String!
}
type ApiTokenContext { workspaces: [ApiTokenWorkspace!]! }
type ApiTokenWorkspace { id: String! name: String! }
type User { email: String! id: ID! name: String username: String }

type Log { attributes: [LogAttribute!]! message: String! severity: String tags: LogTags timestamp: String! }
type LogAttribute { key: String! value: String! }
type LogTags {
  deploymentId: String deploymentInstanceId: String environmentId: String projectId: String serviceId: String
  snapshotId: String
}
type AllDomains { customDomains: [CustomDomain!]! serviceDomains: [ServiceDomain!]! }
type ServiceDomain { domain: String! environmentId: String! id: ID! projectId: String serviceId: String! targetPort: Int }
type CustomDomain { domain: String! environmentId: String! id: ID! projectId: String serviceId: String! targetPort: Int }
type PlatformStatus { incident: Incident isStable: Boolean! }
type Incident { id: String! message: String! status: IncidentStatus! url: String! }

input DeploymentStatusInput { in: [DeploymentStatus!] notIn: [DeploymentStatus!] }
input DeploymentListInput {
  environmentId: String includeDeleted: Boolean projectId: String serviceId: String status: DeploymentStatusInput
}
input VariableCollectionUpsertInput {
  environmentId: String! projectId: String! replace: Boolean = false serviceId: String skipDeploys: Boolean = false
  variables: EnvironmentVariables!
}
input VariableUpsertInput {
  environmentId: String! name: String! projectId: String! serviceId: String skipDeploys: Boolean = false value: String!
}
input VariableDeleteInput { environmentId: String! name: String! projectId: String! serviceId: String }
input EnvironmentCreateInput {
  applyChangesInBackground: Boolean ephemeral: Boolean name: String! projectId: String! skipInitialDeploys: Boolean
  sourceEnvironmentId: String stageInitialChanges: Boolean
}
input ServiceDomainCreateInput { environmentId: String! serviceId: String! targetPort: Int }
input EnvironmentTriggersDeployInput { environmentId: String! projectId: String! serviceId: String! }
input RegistryCredentialsInput { password: String! username: String! }
input ServiceSourceInput { image: String repo: String }
input ServiceInstanceUpdateInput {
  buildCommand: String drainingSeconds: Int healthcheckPath: String healthcheckTimeout: Int numReplicas: Int
  overlapSeconds: Int preDeployCommand: [String!] railwayConfigFile: String region: String registryCredentials: RegistryCredentialsInput
  restartPolicyMaxRetries: Int restartPolicyType: RestartPolicyType rootDirectory: String sleepApplication: Boolean
  source: ServiceSourceInput startCommand: String watchPatterns: [String!]
}

type Query {
  apiToken: ApiTokenContext!
  buildLogs(deploymentId: String!, endDate: DateTime, filter: String, limit: Int, startDate: DateTime): [Log!]!
  deployment(id: String!): Deployment!
  deploymentEvents(after: String, before: String, first: Int, id: String!, last: Int): QueryDeploymentEventsConnection!
  deploymentLogs(deploymentId: String!, endDate: DateTime, filter: String, limit: Int, startDate: DateTime): [Log!]!
  deployments(after: String, before: String, first: Int, input: DeploymentListInput!, last: Int): QueryDeploymentsConnection!
  deploymentTriggers(
    after: String, before: String, environmentId: String!, first: Int, last: Int, projectId: String!, serviceId: String!
  ): QueryDeploymentTriggersConnection!
  domains(environmentId: String!, projectId: String!, serviceId: String!): AllDomains!
  environment(id: String!, projectId: String): Environment!
  environments(
    after: String, before: String, first: Int, isEphemeral: Boolean, last: Int, projectId: String!
  ): QueryEnvironmentsConnection!
  me: User!
  platformStatus: PlatformStatus!
  project(id: String!): Project!
  projects(after: String, before: String, first: Int, last: Int, workspaceId: String): QueryProjectsConnection!
  projectToken: ProjectToken!
  service(id: String!): Service!
  serviceInstance(environmentId: String!, serviceId: String!): ServiceInstance!
  serviceInstanceAutoDeployStatus(
    environmentId: String!, projectId: String!, serviceId: String!
  ): ServiceInstanceAutoDeployStatus!
  variables(environmentId: String!, projectId: String!, serviceId: String, unrendered: Boolean): EnvironmentVariables!
  variablesForServiceDeployment(environmentId: String!, projectId: String!, serviceId: String!): EnvironmentVariables!
}
type Mutation {
  deploymentApprove(id: String!): Boolean!
  deploymentCancel(id: String!): Boolean!
  deploymentRedeploy(id: String!, usePreviousImageTag: Boolean): Deployment!
  deploymentRemove(id: String!): Boolean!
  deploymentRestart(id: String!): Boolean!
  deploymentRollback(id: String!): Boolean!
  deploymentStop(id: String!): Boolean!
  environmentCreate(input: EnvironmentCreateInput!): Environment!
  environmentDelete(id: String!): Boolean!
  environmentTriggersDeploy(input: EnvironmentTriggersDeployInput!): Boolean!
  serviceDomainCreate(input: ServiceDomainCreateInput!): ServiceDomain!
  serviceInstanceDeploy(
    commitSha: String, environmentId: String!, latestCommit: Boolean, serviceId: String!
  ): Boolean!
  serviceInstanceDeployV2(commitSha: String, environmentId: String!, serviceId: String!): String!
  serviceInstanceRedeploy(environmentId: String!, serviceId: String!): Boolean!
  serviceInstanceUpdate(environmentId: String, input: ServiceInstanceUpdateInput!, serviceId: String!): Boolean!
  variableCollectionUpsert(input: VariableCollectionUpsertInput!): Boolean!
  variableDelete(input: VariableDeleteInput!): Boolean!
  variableUpsert(input: VariableUpsertInput!): Boolean!
}
`;
