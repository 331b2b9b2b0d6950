import './style.css';
import { createClient } from './client.ts';
import { detailsOf, type Recipe } from './recipe.ts';

// One build is right in every environment: the release writes beside it which version this is, and where its API is.
const release = (await (await fetch('/version.json')).json()) as { api: string };
const client = createClient(release.api);
const list = element('#recipes');
const status = element('#status');

function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}

function item(recipe: Recipe): HTMLLIElement {
  const entry = document.createElement('li');
  const name = document.createElement('p');
  name.textContent = recipe.name;
  const details = document.createElement('span');
  details.textContent = detailsOf(recipe);
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'quiet';
  remove.textContent = 'Remove';
  remove.setAttribute('aria-label', `Remove “${recipe.name}”`);
  remove.addEventListener('click', () => void run(() => client.remove(recipe.id)));
  entry.append(name, details, remove);
  return entry;
}

async function show(): Promise<void> {
  const recipes = await client.list();
  list.replaceChildren(...recipes.map(item));
  status.textContent = recipes.length === 0 ? 'Nothing to cook yet. Add the first recipe.' : '';
  status.className = '';
}

async function run(change: () => Promise<void>): Promise<void> {
  try {
    await change();
    await show();
  } catch (error) {
    status.textContent = `That did not work: ${error instanceof Error ? error.message : String(error)}`;
    status.className = 'problem';
  }
}

element('#new-recipe').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const fields = new FormData(form);
  void run(async () => {
    await client.add({ name: String(fields.get('name')), station: String(fields.get('station')) });
    form.reset();
  });
});

void run(async () => {});
