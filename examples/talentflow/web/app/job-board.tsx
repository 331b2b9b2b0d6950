'use client';

import type { FormEvent } from 'react';
import type { Job } from '../lib/api.ts';
import { JobCard } from './job-card.tsx';
import { useBoard } from './use-board.ts';

export function JobBoard() {
  const { jobs, session, problem, enter, publish } = useBoard();

  function onEnter(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
    const action = fields.get('action') === 'sign-up' ? 'signUp' : 'logIn';
    void enter(action, String(fields.get('email')), String(fields.get('password')));
  }

  function onPublish(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const job = { title: String(fields.get('title')), description: String(fields.get('description')) };
    void publish(job).then((done) => done && form.reset());
  }

  return (
    <>
      {session ? (
        <PublishForm email={session.user.email} onSubmit={onPublish} />
      ) : (
        <EnterForm onSubmit={onEnter} />
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
