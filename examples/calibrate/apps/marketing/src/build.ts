import { fileURLToPath } from 'node:url';
import { writeSite } from '@calibrate/ui/site';
import { pages } from './pages.ts';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

await writeSite({ pages, publicFolder: folder('../public'), output: folder('../dist') }, process.env);
