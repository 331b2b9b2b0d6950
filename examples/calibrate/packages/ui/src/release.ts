/** Which release a site was built from; every frontend serves it as `/version.json`. */
export interface Release {
  version: string;
}

/** The release of this build: the commit that the deploy workflow names, `development` without one. */
export function releaseOf(environment: Readonly<Record<string, string | undefined>>): Release {
  return { version: environment.DEPLOY_SHA || 'development' };
}
