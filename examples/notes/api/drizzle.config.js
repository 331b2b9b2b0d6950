/** Read by `npx drizzle-kit generate`, which writes the next migration from the schema. */
export default { dialect: 'postgresql', schema: './src/schema.js', out: './drizzle' };
