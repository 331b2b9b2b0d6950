import { fileURLToPath } from 'node:url';
import { writeSite } from '@calibrate/ui/site';
import { readPages } from './pages.ts';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const pages = await readPages(folder('../pages'));
await writeSite({ pages, publicFolder: folder('../public'), output: folder('../dist') }, process.env);
