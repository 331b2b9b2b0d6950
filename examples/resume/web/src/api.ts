/** What this page is and whom it asks; the workflow writes it beside the page. */
export interface Release {
  version: string;
  /** The service's address, without a slash at its end. */
  api: string;
}

/** A résumé as the list shows it. */
export interface Resume {
  id: number;
  name: string;
  email: string;
}

/** Reads which release this page is. */
export async function readRelease(): Promise<Release> {
  const answer = await fetch('/version.json', { cache: 'no-store' });
  return (await answer.json()) as Release;
}

/** Asks the service. Throws an error whose message may be shown. */
export async function ask<Answer>(url: string, body?: object): Promise<Answer> {
  const answer = await fetch(
    url,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  ).catch(() => undefined);
  if (!answer) throw new Error('The service does not answer. It may be on its way to a new version: try again.');
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  return (await answer.json()) as Answer;
}
