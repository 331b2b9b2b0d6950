import type { Assessment } from './assessment.ts';

/** A criterion that documents are held against. */
export interface Criterion {
  code: string;
  title: string;
}

/** What the deployment says of itself: the commit, and where its API is. The workflow writes public/version.json. */
export interface Release {
  version: string;
  api: string;
}

/** The way to the API of this deployment. Every method throws an Error with words for the user. */
export interface Api {
  criteria(): Promise<Criterion[]>;
  assessments(): Promise<Assessment[]>;
  add(document: string, body: string): Promise<void>;
}

/** Finds out where the API is. One build serves every environment, so the address is asked for and not built in. */
export async function findApi(): Promise<Api> {
  const answer = await fetch('/version.json', { cache: 'no-store' });
  if (!answer.ok) throw new Error('This page does not know where its API is.');
  const { api } = (await answer.json()) as Release;
  return {
    criteria: async () => (await ask<{ criteria: Criterion[] }>(`${api}/api/criteria`)).criteria,
    assessments: async () => (await ask<{ assessments: Assessment[] }>(`${api}/api/assessments`)).assessments,
    add: async (document, body) => {
      await ask(`${api}/api/assessments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ document, body }),
      });
    },
  };
}

async function ask<Answer>(url: string, init?: RequestInit): Promise<Answer> {
  const answer = await fetch(url, init);
  if (!answer.ok) {
    const { detail } = (await answer.json().catch(() => ({}))) as { detail?: unknown };
    throw new Error(typeof detail === 'string' ? detail : `The server answered ${answer.status}.`);
  }
  return (await answer.json()) as Answer;
}
