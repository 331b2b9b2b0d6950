/** Somebody who hires. */
export interface User {
  id: string;
  email: string;
  passwordHash: string;
}

/** What somebody says about a position. */
export interface NewJob {
  title: string;
  description: string;
}

/** An open position. */
export interface Job extends NewJob {
  id: string;
  authorId: string;
  /** Found by the worker; empty until it has read the job. */
  keywords: string[];
  createdAt: Date;
}

/** The e-mail address belongs to somebody already. */
export class EmailTaken extends Error {}

/** What is kept for good. */
export interface Store {
  /** Fails when the database does not answer. */
  ping(): Promise<void>;
  /** Throws EmailTaken. */
  addUser(email: string, passwordHash: string): Promise<User>;
  userByEmail(email: string): Promise<User | undefined>;
  /** Takes somebody away with everything they published. */
  removeUser(id: string): Promise<void>;
  /** The newest hundred jobs. */
  openJobs(): Promise<Job[]>;
  job(id: string): Promise<Job | undefined>;
  addJob(authorId: string, job: NewJob): Promise<Job>;
  /** Says whether there is such a job. */
  setKeywords(id: string, keywords: string[]): Promise<boolean>;
  /** Says whether the author had such a job. */
  removeJob(authorId: string, id: string): Promise<boolean>;
}

/** The name under which Nest hands the store out. */
export const STORE = Symbol('store');
