import { type ImageName, readImageName } from '../docker/image.js';
import type { JobState } from '../jobs/job-state.js';
import type { BuiltinCall } from './builtin-call.js';

/** `docker/login-action`: notes who may push where. A rehearsal asks no registry whether a password is right. */
export async function dockerLogin({ job, sink, input }: BuiltinCall): Promise<void> {
  if (input('username') === '' || input('password') === '') {
    throw new Error(
      "Username and password required. For GHCR: 'username: ${{ github.actor }}', 'password: ${{ github.token }}'.",
    );
  }
  const registry = input('registry', 'docker.io');
  job.registries.set(registry.replace(/^https?:\/\//, '').replace(/\/.*$/, ''), input('password'));
  sink.log(`Login Succeeded! (${registry}; the password is not looked at before something is pushed)`);
}

/** @throws Error in the registry's words when the job may not push there. */
export function requirePush(job: JobState, name: string): ImageName {
  const image = readImageName(name);
  const password = job.registries.get(image.registry);
  const failed = `failed to push ${name}: denied`;
  if (password === undefined) {
    throw new Error(
      `${failed}: nobody is logged in to ${image.registry}. Put docker/login-action before this step.`,
    );
  }
  const { token, permissions, run } = job.plan;
  if (image.registry !== 'ghcr.io' || password !== token) return image;
  if (permissions.packages !== 'write') {
    throw new Error(
      `${failed}: installation not allowed to Write organization package. Give this job 'permissions: packages: write'.`,
    );
  }
  const { owner } = run.request.repository;
  if (image.repository.split('/')[1] !== owner.toLowerCase()) {
    throw new Error(
      `${failed}: permission_denied. The job's token may only push below ghcr.io/${owner.toLowerCase()}/.`,
    );
  }
  return image;
}
