/** What a build makes: a folder that stands for `/`, and what a container of it begins with. */
export interface BuiltImage {
  /** Absolute. */
  directory: string;
  /** Where its program runs, as `/app`. */
  workdir: string;
  /** What it runs: ENTRYPOINT with CMD; undefined when it says neither. */
  command?: string;
  environment: Record<string, string>;
  /** `sha256:<hex>`; the same for the same files, Dockerfile and arguments. */
  digest: string;
}

/** Where pushed images go; whoever runs workflows says who can pull them there. */
export interface ImageRegistry {
  /** Takes an image under each of its names, `ghcr.io/acme/api:1.2`, and under its digest. */
  push(image: BuiltImage, names: readonly string[]): void;
}

/** A name of an image, read. */
export interface ImageName {
  /** `docker.io` when the name says none. */
  registry: string;
  /** With the registry, without the tag. */
  repository: string;
  tag: string;
}

/**
 * Reads an image's name. Source of the form: distribution/reference.
 * @throws Error in Docker's words, for small letters above all.
 */
export function readImageName(name: string): ImageName {
  const [, repository = '', tag = 'latest'] = /^(.+?)(?::([\w][\w.-]{0,127}))?$/.exec(name) ?? [];
  const [first = '', ...rest] = repository.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? rest : [first, ...rest];
  if (/[A-Z]/.test(path.join('/'))) {
    throw new Error(
      `invalid tag "${name}": repository name must be lowercase. Owners may have capitals: write the name out, or ` +
        'let docker/metadata-action make it.',
    );
  }
  if (!path.every((part) => /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/.test(part))) {
    throw new Error(`invalid tag "${name}": invalid reference format. Write registry/owner/name:tag.`);
  }
  return { registry: hasRegistry ? first : 'docker.io', repository, tag };
}
