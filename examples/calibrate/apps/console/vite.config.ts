import { releaseOf } from '@calibrate/ui';
import { defineConfig } from 'vite';

export default defineConfig({
  // Old browsers get nothing here that the rest of the page could use.
  build: { target: 'es2023', modulePreload: { polyfill: false } },
  plugins: [
    {
      name: 'tell-the-version',
      generateBundle() {
        const source = `${JSON.stringify(releaseOf(process.env))}\n`;
        this.emitFile({ type: 'asset', fileName: 'version.json', source });
      },
    },
  ],
});
