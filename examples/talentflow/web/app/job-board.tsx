'use client';

import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { type Api, createApi, findApi, type Job, type Session } from '../lib/api.ts';
import { JobCard } from './job-card.tsx';

export function JobBoard() {
  const [api, setApi] = useState<Api>();
  const [jobs, setJobs] = useState<Job[]>();
  const [session, setSession] = useState<Session>();
  const [problem, setProblem] = useState('');

  const show = useCallback(async (from: Api) => setJobs(await from.jobs()), []);
  const attempt = useCallback(async (action: () => Promise<void>) => {
    setProblem('');
    try {
      await action();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }, []);

  useEffect(() => {
    void attempt(async () => {
      const found = createApi(await findApi());
      setApi(found);
      await show(found);
    });
  }, [attempt, show]);

  function enter(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
    const [email, password] = [String(fields.get('email')), String(fields.get('password'))];
    void attempt(async () => {
      if (!api) return;
      setSession(await (fields.get('action') === 'sign-up' ? api.signUp : api.logIn)(email, password));
    });
  }

  function publish(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const job = { title: String(fields.get('title')), description: String(fields.get('description')) };
    void attempt(async () => {
      if (!api || !session) return;
      await api.publish(session.token, job);
      form.reset();
      await show(api);
    });
  }

  return (
    <>
      {session ? (
        <PublishForm email={session.user.email} onSubmit={publish} />
      ) : (
        <EnterForm onSubmit={enter} />
      )}
      <p role="status" className={problem ? 'problem' : ''}>
        {problem || statusOf(jobs)}
      </p>
      <ul aria-label="Open positions">
        {jobs?.map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
      </ul>
    </>
  );
}

function statusOf(jobs: Job[] | undefined): string {
  if (!jobs) return 'Loading…';
  return jobs.length === 0 ? 'No open positions yet.' : '';
}

type FormProps = { onSubmit: (event: FormEvent<HTMLFormElement>) => void };

function EnterForm({ onSubmit }: FormProps) {
  return (
    <form onSubmit={onSubmit}>
      <label>
        E-mail <input name="email" type="email" autoComplete="email" required />
      </label>
      <label>
        Password{' '}
        <input name="password" type="password" minLength={12} autoComplete="current-password" required />
      </label>
      <button type="submit" name="action" value="log-in">
        Log in
      </button>
      <button type="submit" name="action" value="sign-up" className="quiet">
        Sign up
      </button>
    </form>
  );
}

function PublishForm({ email, onSubmit }: FormProps & { email: string }) {
  return (
    <form onSubmit={onSubmit}>
      <p>Publishing as {email}</p>
      <label>
        Title <input name="title" minLength={3} maxLength={120} required />
      </label>
      <label>
        Description <textarea name="description" maxLength={10_000} required />
      </label>
      <button type="submit">Publish</button>
    </form>
  );
}
