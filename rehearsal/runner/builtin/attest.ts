import type { BuiltinCall } from './builtin-call.js';

/** `actions/attest` and its kin: checks what the original needs, signs nothing, and says so. */
export async function attest({ job, sink, input }: BuiltinCall): Promise<void> {
  const { permissions } = job.plan;
  for (const name of ['id-token', 'attestations']) {
    if (permissions[name] === 'write') continue;
    throw new Error(
      `The job may not attest: its 'permissions' need '${name}: write'. Add it to this job alone.`,
    );
  }
  if (['subject-path', 'subject-digest', 'subject-checksums'].every((name) => input(name) === '')) {
    throw new Error('One of subject-path, subject-digest, or subject-checksums must be provided');
  }
  if (input('subject-digest') !== '' && !/^sha256:[0-9a-f]{64}$/.test(input('subject-digest'))) {
    throw new Error(
      `subject-digest must be in the format "sha256:<hex-digest>", got '${input('subject-digest')}'`,
    );
  }
  sink.log(
    'Nothing is attested: a rehearsal has no identity that Sigstore would sign for. There are no outputs.',
  );
}
