// Completes package-lock.json with the binaries of other platforms: `node scripts/complete-lock.mjs`.
// A registry mirror that carries only its own platform's packages makes npm leave the others out of the lock, and then
// `npm ci` refuses it everywhere ("Missing: … from lock file"). Names and exact versions stand in the optional
// dependencies of the package that wants them; os, cpu and libc stand in their names. Such entries carry no integrity.
import { readFileSync, writeFileSync } from 'node:fs';

const oses = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
];
const cpus = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'loong64',
  'mips64el',
  'mipsel',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
];

/** How some packages call what npm calls otherwise. */
const synonyms = { windows: 'win32', 64: 'x64' };

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
let added = 0;
for (const [path, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!/^\d/.test(version) || isPresent(path, name)) continue;
    const words = name.split(/[/-]/).map((word) => synonyms[word] ?? word);
    const os = oses.find((candidate) => words.includes(candidate));
    const cpu = cpus.find((candidate) => words.includes(candidate));
    if (!os && !cpu) continue;
    const libc = /musl/.test(name) ? 'musl' : /gnu/.test(name) && os === 'linux' ? 'glibc' : undefined;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(entry.dev ? { dev: true } : {}),
      ...(libc ? { libc: [libc] } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Added ${added} platform packages to ${file}.`);

/** Found as Node finds it: below the package that wants it, or below any folder above. */
function isPresent(path, name) {
  for (let at = path; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}
