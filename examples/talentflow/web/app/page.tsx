import { JobBoard } from './job-board.tsx';

export default function Page() {
  return <JobBoard />;
}
