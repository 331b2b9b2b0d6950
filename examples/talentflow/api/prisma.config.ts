import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Empty where nothing is asked of a database: `prisma generate` in a build has none.
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
