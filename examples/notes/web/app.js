// The deploy workflow writes this file: which version this is, and where its API is (empty: same origin).
const release = await fetch('version.json').then((answer) => answer.json()).catch(() => ({}));
const api = (release.api ?? '').replace(/\/$/, '');
const list = document.querySelector('#notes');
const status = document.querySelector('#status');
const form = document.querySelector('#new-note');
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

async function call(method, path, body) {
  const answer = await fetch(`${api}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const content = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(content.error ?? `The server answered ${answer.status}.`);
  return content;
}

function item(note) {
  const element = document.createElement('li');
  const text = document.createElement('p');
  text.textContent = note.text;
  const time = document.createElement('time');
  time.dateTime = note.createdAt;
  time.textContent = day.format(new Date(note.createdAt));
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'quiet';
  remove.textContent = 'Remove';
  remove.setAttribute('aria-label', `Remove “${note.text}”`);
  remove.addEventListener('click', () => run(() => call('DELETE', `/api/notes/${note.id}`)));
  element.append(text, time, remove);
  return element;
}

async function show() {
  const { notes } = await call('GET', '/api/notes');
  list.replaceChildren(...notes.map(item));
  status.textContent = notes.length === 0 ? 'No notes yet. Write the first one.' : '';
  status.className = '';
}

async function run(change) {
  try {
    await change();
    await show();
  } catch (error) {
    status.textContent = `That did not work: ${error.message}`;
    status.className = 'problem';
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = new FormData(form).get('text');
  run(async () => {
    await call('POST', '/api/notes', { text });
    form.reset();
  });
});

run(async () => {});
