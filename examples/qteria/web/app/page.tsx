'use client';

import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { type Api, type Criterion, findApi } from '../lib/api.ts';
import { type Assessment, isWaiting, shown } from '../lib/assessment.ts';

export default function Page() {
  const [api, setApi] = useState<Api>();
  const [criteria, setCriteria] = useState<Criterion[]>([]);
  const [assessments, setAssessments] = useState<Assessment[]>([]);
  const [problem, setProblem] = useState('');

  const attempt = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }, []);

  useEffect(() => {
    attempt(async () => {
      const found = await findApi();
      setCriteria(await found.criteria());
      setAssessments(await found.assessments());
      setApi(found);
    });
  }, [attempt]);

  useEffect(() => {
    if (!api || !isWaiting(assessments)) return;
    const again = setTimeout(() => attempt(async () => setAssessments(await api.assessments())), 1000);
    return () => clearTimeout(again);
  }, [api, assessments, attempt]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    if (!api) return;
    await attempt(async () => {
      await api.add(String(given.get('document')), String(given.get('body')));
      form.reset();
      setAssessments(await api.assessments());
    });
  }

  return (
    <main>
      <header>
        <h1>Qteria</h1>
        <p>Holds a document against {criteria.length} criteria before an auditor does.</p>
      </header>
      <ul className="criteria">
        {criteria.map(({ code, title }) => (
          <li key={code}>
            <strong>{code}</strong> {title}
          </li>
        ))}
      </ul>
      <form onSubmit={submit}>
        <label htmlFor="document">Document</label>
        <input id="document" name="document" required maxLength={120} />
        <label htmlFor="body">Text</label>
        <textarea id="body" name="body" required rows={4} />
        <button type="submit" disabled={!api}>
          Assess
        </button>
      </form>
      <p role="status" className="problem">
        {problem}
      </p>
      {api && (
        <section id="assessments" aria-label="Assessments">
          {assessments.length === 0 && <p>No document was assessed yet.</p>}
          {assessments.map((one) => (
            <article key={one.id}>
              <h2>{one.document}</h2>
              <p className={shown(one).tone}>{shown(one).words}</p>
            </article>
          ))}
        </section>
      )}
    </main>
  );
}
