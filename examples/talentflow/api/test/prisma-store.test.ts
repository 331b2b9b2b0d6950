import { describe, expect, it, vi } from 'vitest';
import { Prisma, type PrismaClient } from '../src/generated/prisma/client.js';
import { PrismaStore } from '../src/store/prisma-store.js';
import { EmailTaken } from '../src/store/store.js';

/** A client that answers what the test says; what is asked of it is kept. */
function storeOn(answers: { user?: Record<string, unknown>; job?: Record<string, unknown> }) {
  const $disconnect = vi.fn(async () => {});
  const $queryRaw = vi.fn(async () => [{}]);
  return new PrismaStore({ ...answers, $disconnect, $queryRaw } as unknown as PrismaClient);
}

describe('the store in PostgreSQL', () => {
  it('tells an e-mail address that is taken from a database that is broken', async () => {
    const taken = new Prisma.PrismaClientKnownRequestError('', { code: 'P2002', clientVersion: '7' });
    const broken = new Error('connection refused');
    const create = vi.fn().mockRejectedValueOnce(taken).mockRejectedValueOnce(broken);
    const store = storeOn({ user: { create } });
    await expect(store.addUser('ada@example.com', 'hash')).rejects.toThrow(EmailTaken);
    await expect(store.addUser('ada@example.com', 'hash')).rejects.toThrow(broken);
  });

  it('removes a job by its author only: the author is part of what is asked', async () => {
    const deleteMany = vi.fn(async () => ({ count: 0 }));
    const store = storeOn({ job: { deleteMany } });
    expect(await store.removeJob('author', 'job')).toBe(false);
    expect(deleteMany).toHaveBeenCalledWith({ where: { id: 'job', authorId: 'author' } });
  });

  it('lists the newest jobs, and not all there ever were', async () => {
    const findMany = vi.fn(async () => []);
    await storeOn({ job: { findMany } }).openJobs();
    expect(findMany).toHaveBeenCalledWith({ orderBy: { createdAt: 'desc' }, take: 100 });
  });

  it('finds nothing where there is nothing', async () => {
    const findUnique = async () => null;
    const store = storeOn({
      user: { findUnique },
      job: { findUnique, updateMany: async () => ({ count: 0 }) },
    });
    expect(await store.userByEmail('nobody@example.com')).toBeUndefined();
    expect(await store.job('none')).toBeUndefined();
    expect(await store.setKeywords('none', ['go'])).toBe(false);
  });

  it('adds, removes, answers and lets go', async () => {
    const deleteMany = vi.fn(async () => ({ count: 1 }));
    const create = vi.fn(async ({ data }: { data: object }) => data);
    const store = storeOn({ user: { deleteMany }, job: { create } });
    await store.ping();
    const job = { title: 'Engineer', description: 'Go' };
    expect(await store.addJob('author', job)).toEqual({ ...job, authorId: 'author' });
    await store.removeUser('user');
    expect(deleteMany).toHaveBeenCalledWith({ where: { id: 'user' } });
    await store.close();
  });
});
