interface ImportMetaEnv {
  /** Public address of the API. */
  readonly VITE_API_URL?: string;
}
