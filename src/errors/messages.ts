/** Joins allowed values for a message: `preview, production or staged`. */
export function oneOf(values: readonly string[]): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** An input that must be there is not. */
export function missingInput(name: string): { message: string; fix: string } {
  return {
    message: `The input "${name}" is missing.`,
    fix: `Give it under "with:". If it comes from a secret or a variable, check that the secret exists, is spelled the same and is available to this job (pull requests from forks get none).`,
  };
}

/** An input has a value that is not allowed. `got` must not be a secret. */
export function badInput(name: string, got: string, allowed: string): { message: string; fix: string } {
  return {
    message: `The input "${name}" is "${got}", which is not allowed here.`,
    fix: `Use ${allowed}.`,
  };
}
