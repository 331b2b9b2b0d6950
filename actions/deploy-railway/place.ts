import { InputError } from '../../src/errors/errors.js';
import { createPublicDomain, readServices, type ServiceFacts } from '../../src/railway/environments.js';
import { noRepository, notInEnvironment } from '../../src/railway/messages.js';
import { pickService, type Scope, type ServiceTarget } from '../../src/railway/scope.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import { labelOf, type ServiceRequest } from './request.js';
import type { Place } from './result.js';

/** A service to deploy: what is wanted, where it is, and what is there *before* anything is changed. */
export interface FoundPlace extends Place {
  request: ServiceRequest;
  target: ServiceTarget;
  facts: ServiceFacts;
  /** The commit of what is deployed again, where the service's version variable tells another one; else absent. */
  redeployed?: string;
}

/**
 * Finds all services in one request and reads what is live there: a rollback goes back to it. Throws InputError that lists
 * the services there are.
 */
export async function findPlaces(inputs: Inputs, scope: Scope, { client }: Deps): Promise<FoundPlace[]> {
  const input = inputs.several ? 'services' : 'service';
  const picked = inputs.services.map((request) => ({
    request,
    service: pickService(scope, request.service, input),
  }));
  refuseTwice(picked);
  const ids = picked.map(({ service }) => service.id);
  const facts = await readServices(client, scope.environment.id, ids);
  const places = picked.map(({ request, service }) => {
    const found = facts.get(service.id);
    if (!found) {
      const there = scope.services.filter(({ id }) => facts.has(id)).map(({ name }) => name);
      throw asInputError(notInEnvironment(service.name, scope.environment.name, there));
    }
    if (request.source.kind === 'commit' && !found.repo) throw asInputError(noRepository(service.name));
    return placeOf(request, service, found, scope);
  });
  refuseSameName(places);
  return places;
}

/** Reads anew what is live: between two waves minutes pass, in which others may have deployed. */
export async function lookAgain(places: readonly FoundPlace[], { client }: Deps): Promise<FoundPlace[]> {
  const [first] = places;
  if (!first) return [];
  const ids = places.map(({ target }) => target.serviceId);
  const facts = await readServices(client, first.target.environmentId, ids);
  return places.map((place) => {
    const found = facts.get(place.target.serviceId);
    return found ? { ...place, previous: found.live, facts: found } : place;
  });
}

/** The place with its public address, which is made when it has none and that is asked for. */
export async function withDomain(place: FoundPlace, { client, log }: Deps): Promise<FoundPlace> {
  if (place.url !== undefined || !place.request.createDomain) return place;
  const url = await createPublicDomain(client, place.target);
  log.info(`"${place.service.name}" had no public address; created ${url}`);
  return { ...place, url };
}

function placeOf(
  request: ServiceRequest,
  service: { id: string; name: string },
  facts: ServiceFacts,
  { project, environment }: Scope,
): FoundPlace {
  return {
    name: request.name ?? service.name,
    ...{ project, environment, service, request, facts },
    url: facts.url,
    healthcheckPath: request.settings.healthcheckPath ?? facts.settings.healthcheckPath,
    previous: facts.live,
    target: { projectId: project.id, environmentId: environment.id, serviceId: service.id },
  };
}

function refuseTwice(
  picked: readonly { request: ServiceRequest; service: { id: string; name: string } }[],
): void {
  const ids = picked.map(({ service }) => service.id);
  const twice = picked.find(({ service }, index) => ids.indexOf(service.id) !== index);
  if (!twice) return;
  throw new InputError(
    `The service "${twice.service.name}" stands twice in "services" (once as "${labelOf(twice.request)}").`,
    { fix: 'Name every service once; two deployments of one service would replace each other.' },
  );
}

/** A service that is given by its id bears the name it has on Railway, which shows only now. */
function refuseSameName(places: readonly FoundPlace[]): void {
  const names = places.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new InputError(`Two services are called "${twice}" in the release record.`, {
    fix: 'Give one of them another "name".',
  });
}

function asInputError({ message, fix }: { message: string; fix: string }): InputError {
  return new InputError(message, { fix });
}
