import './style.css';
import { ask, type Release, type Resume, readRelease } from './api.ts';
import { readLetter } from './letter-stream.ts';

function element<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no ${id}.`);
  return found as Kind;
}

const status = element('status');
const letter = element('letter');

async function listResumes({ api }: Release): Promise<void> {
  const { resumes } = await ask<{ resumes: Resume[] }>(`${api}/api/resumes`);
  const select = element<HTMLFormElement>('write').elements.namedItem('resume') as HTMLSelectElement;
  select.replaceChildren(...resumes.map(({ id, name }) => new Option(name, String(id))));
}

async function addResume(release: Release, form: HTMLFormElement): Promise<void> {
  await ask(`${release.api}/api/resumes`, Object.fromEntries(new FormData(form)));
  form.reset();
  await listResumes(release);
  status.textContent = 'Kept.';
}

async function writeLetter({ api }: Release, form: HTMLFormElement): Promise<void> {
  const { resume, posting } = Object.fromEntries(new FormData(form));
  letter.textContent = '';
  status.textContent = 'Writing …';
  const { id } = await ask<{ id: number }>(`${api}/api/resumes/${resume}/letters`, { posting });
  readLetter(`${api}/api/letters/${id}/stream`, {
    word(text) {
      letter.append(letter.textContent === '' ? text : ` ${text}`);
      status.textContent = 'Writing …';
    },
    interrupted: () => {
      status.textContent = 'The connection was lost. Going on in a moment …';
    },
    end: () => {
      status.textContent = 'Finished.';
    },
    failed: (reason) => {
      status.textContent = reason;
    },
  });
}

function onSubmit(id: string, work: (form: HTMLFormElement) => Promise<void>): void {
  const form = element<HTMLFormElement>(id);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    work(form).catch((error: Error) => {
      status.textContent = error.message;
    });
  });
}

const release = await readRelease();
element('version').textContent = `Version ${release.version.slice(0, 7)}`;
onSubmit('add', (form) => addResume(release, form));
onSubmit('write', (form) => writeLetter(release, form));
await listResumes(release).catch((error: Error) => {
  status.textContent = error.message;
});
