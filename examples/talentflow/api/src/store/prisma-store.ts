import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from '../generated/prisma/client.js';
import { EmailTaken, type Job, type NewJob, type Store, type User } from './store.js';

/** A client of the database; it connects when it is first asked. */
export function prismaClient(databaseUrl: string): PrismaClient {
  const adapter = new PrismaPg({ connectionString: databaseUrl, max: 5, connectionTimeoutMillis: 3_000 });
  return new PrismaClient({ adapter });
}

/** The store in PostgreSQL. */
export class PrismaStore implements Store {
  readonly #client: PrismaClient;

  constructor(client: PrismaClient) {
    this.#client = client;
  }

  async ping(): Promise<void> {
    await this.#client.$queryRaw`SELECT 1`;
  }

  async addUser(email: string, passwordHash: string): Promise<User> {
    try {
      return await this.#client.user.create({ data: { email, passwordHash } });
    } catch (error) {
      if (isUniqueViolation(error)) throw new EmailTaken();
      throw error;
    }
  }

  async userByEmail(email: string): Promise<User | undefined> {
    return (await this.#client.user.findUnique({ where: { email } })) ?? undefined;
  }

  async removeUser(id: string): Promise<void> {
    await this.#client.user.deleteMany({ where: { id } });
  }

  openJobs(): Promise<Job[]> {
    return this.#client.job.findMany({ orderBy: { createdAt: 'desc' }, take: 100 });
  }

  async job(id: string): Promise<Job | undefined> {
    return (await this.#client.job.findUnique({ where: { id } })) ?? undefined;
  }

  addJob(authorId: string, job: NewJob): Promise<Job> {
    return this.#client.job.create({ data: { ...job, authorId } });
  }

  async setKeywords(id: string, keywords: string[]): Promise<boolean> {
    const { count } = await this.#client.job.updateMany({ where: { id }, data: { keywords } });
    return count > 0;
  }

  async removeJob(authorId: string, id: string): Promise<boolean> {
    const { count } = await this.#client.job.deleteMany({ where: { id, authorId } });
    return count > 0;
  }

  async close(): Promise<void> {
    await this.#client.$disconnect();
  }
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
