import { useCallback, useEffect, useState } from 'react';
import { type Api, createApi, findApi, type Job, type Session } from '../lib/api.ts';

/** What the board shows, and what can be done on it. A call that fails leaves its message in `problem`. */
export function useBoard() {
  const [api, setApi] = useState<Api>();
  const [jobs, setJobs] = useState<Job[]>();
  const [session, setSession] = useState<Session>();
  const [problem, setProblem] = useState('');

  const attempt = useCallback(async (action: () => Promise<void>): Promise<boolean> => {
    setProblem('');
    try {
      await action();
      return true;
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      return false;
    }
  }, []);

  useEffect(() => {
    void attempt(async () => {
      const found = createApi(await findApi());
      setApi(found);
      setJobs(await found.jobs());
    });
  }, [attempt]);

  const enter = (action: 'signUp' | 'logIn', email: string, password: string) =>
    attempt(async () => setSession(await api?.[action](email, password)));

  const publish = (job: Parameters<Api['publish']>[1]) =>
    attempt(async () => {
      if (!api || !session) return;
      await api.publish(session.token, job);
      setJobs(await api.jobs());
    });

  return { jobs, session, problem, enter, publish };
}
