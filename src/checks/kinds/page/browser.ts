import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Path of Chrome or Chromium: the one given, `CHROME_BIN` (set on GitHub's runners), `PUPPETEER_EXECUTABLE_PATH`, or the
 * first found on the path. Undefined when there is none.
 */
export async function findBrowser(
  given: string | undefined,
  env: Record<string, string>,
): Promise<string | undefined> {
  const onPath = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const wanted = given ?? env.CHROME_BIN ?? env.PUPPETEER_EXECUTABLE_PATH;
  const all =
    wanted === undefined || wanted === ''
      ? [...names.flatMap((name) => onPath.map((folder) => join(folder, name))), ...places]
      : [wanted];
  for (const path of all) if (await isProgram(path)) return path;
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
