import '@calibrate/ui/style.css';
import { listInstruments } from './api.ts';
import { itemsOf } from './items.ts';

const storageName = 'calibrate-access-key';
const form = element('#sign-in', HTMLFormElement);
const status = element('#status', HTMLElement);
const list = element('#instruments', HTMLElement);

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const key = String(new FormData(form).get('key') ?? '');
  form.reset();
  void show(key);
});

const known = sessionStorage.getItem(storageName);
if (known !== null) void show(known);

async function show(key: string): Promise<void> {
  say('Loading…');
  try {
    const instruments = await listInstruments(import.meta.env.VITE_API_URL, key);
    sessionStorage.setItem(storageName, key);
    form.hidden = true;
    list.replaceChildren(...itemsOf(instruments, new Date()).map(draw));
    say(instruments.length === 0 ? 'No instruments yet.' : '');
  } catch (error) {
    sessionStorage.removeItem(storageName);
    form.hidden = false;
    say(`That did not work: ${error instanceof Error ? error.message : String(error)}`, 'problem');
  }
}

function draw({ title, detail, standing }: ReturnType<typeof itemsOf>[number]): HTMLElement {
  const item = document.createElement('li');
  const name = document.createElement('p');
  name.textContent = title;
  const line = document.createElement('p');
  line.className = standing;
  line.textContent = detail;
  item.append(name, line);
  return item;
}

function say(text: string, kind = ''): void {
  status.textContent = text;
  status.className = kind;
}

function element<Kind extends Element>(selector: string, kind: new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return found;
}
