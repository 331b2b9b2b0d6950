import { randomUUID } from 'node:crypto';
import { EmailTaken, type Job, type NewJob, type Store, type User } from '../src/store/store.js';

/** A store that lasts as long as a test. */
export class MemoryStore implements Store {
  readonly users = new Map<string, User>();
  readonly jobs = new Map<string, Job>();
  reachable = true;

  async ping(): Promise<void> {
    if (!this.reachable) throw new Error('The database is away.');
  }

  async addUser(email: string, passwordHash: string): Promise<User> {
    if (await this.userByEmail(email)) throw new EmailTaken();
    const user = { id: randomUUID(), email, passwordHash };
    this.users.set(user.id, user);
    return user;
  }

  async userByEmail(email: string): Promise<User | undefined> {
    return [...this.users.values()].find((user) => user.email === email);
  }

  async removeUser(id: string): Promise<void> {
    this.users.delete(id);
    for (const job of this.jobs.values()) if (job.authorId === id) this.jobs.delete(job.id);
  }

  async openJobs(): Promise<Job[]> {
    return [...this.jobs.values()].reverse();
  }

  async job(id: string): Promise<Job | undefined> {
    return this.jobs.get(id);
  }

  async addJob(authorId: string, given: NewJob): Promise<Job> {
    const job: Job = { ...given, id: randomUUID(), authorId, keywords: [], createdAt: new Date() };
    this.jobs.set(job.id, job);
    return job;
  }

  async setKeywords(id: string, keywords: string[]): Promise<boolean> {
    const job = this.jobs.get(id);
    if (job) this.jobs.set(id, { ...job, keywords });
    return job !== undefined;
  }

  async removeJob(authorId: string, id: string): Promise<boolean> {
    return this.jobs.get(id)?.authorId === authorId && this.jobs.delete(id);
  }
}
