/** Read by `pnpm generate`, which writes the next migration from the schema. */
export default { dialect: 'postgresql', schema: './src/schema.ts', out: './drizzle' };
