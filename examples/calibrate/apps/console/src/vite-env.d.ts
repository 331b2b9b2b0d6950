interface ImportMetaEnv {
  /** Public address of the API; the deploy workflow gives it to the build. */
  readonly VITE_API_URL?: string;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}

declare module '@calibrate/ui/style.css';
