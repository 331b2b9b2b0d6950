import type { BuiltinCall } from './builtin-call.js';

/** `docker/setup-buildx-action`: nothing to set up, and says so. */
export async function setupBuildx({ sink, input }: BuiltinCall): Promise<void> {
  sink.log('There is no BuildKit in a rehearsal: docker/build-push-action reads the Dockerfile itself.');
  sink.setOutput('name', input('name', 'rehearsal'));
  sink.setOutput('driver', input('driver', 'docker-container'));
  sink.setOutput('platforms', 'linux/amd64');
}

/** `docker/setup-qemu-action`: there is only this machine's platform, and it says so. */
export async function setupQemu({ sink }: BuiltinCall): Promise<void> {
  sink.log('A rehearsal builds for this machine only; other platforms are left out.');
  sink.setOutput('platforms', 'linux/amd64');
}
