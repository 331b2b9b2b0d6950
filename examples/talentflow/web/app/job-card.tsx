import type { Job } from '../lib/api.ts';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

export function JobCard({ job }: { job: Job }) {
  return (
    <li>
      <h2>{job.title}</h2>
      <p>{job.description}</p>
      <p className="keywords">{job.keywords.join(' · ')}</p>
      <time dateTime={job.createdAt}>{day.format(new Date(job.createdAt))}</time>
    </li>
  );
}
