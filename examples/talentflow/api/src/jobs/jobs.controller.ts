import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  UseGuards,
} from '@nestjs/common';
import { z } from 'zod';
import { AuthGuard, UserId } from '../auth/auth.guard.js';
import { EVENTS, type Events } from '../events/events.js';
import { type Job, type NewJob, STORE, type Store } from '../store/store.js';
import { ZodPipe } from '../zod.pipe.js';

const newJob = z.object({
  title: z.string().trim().min(3).max(120),
  description: z.string().trim().min(1).max(10_000),
});
const uuid = z.uuid();

@Controller('api/jobs')
export class JobsController {
  readonly #store: Store;
  readonly #events: Events;

  constructor(@Inject(STORE) store: Store, @Inject(EVENTS) events: Events) {
    this.#store = store;
    this.#events = events;
  }

  @Get()
  async list(): Promise<{ jobs: Job[] }> {
    return { jobs: await this.#store.openJobs() };
  }

  @Get(':id')
  async find(@Param('id') id: string): Promise<{ job: Job }> {
    const job = uuid.safeParse(id).success ? await this.#store.job(id) : undefined;
    if (!job) throw notFound();
    return { job };
  }

  @Post()
  @UseGuards(AuthGuard)
  async publish(@UserId() userId: string, @Body(new ZodPipe(newJob)) given: NewJob): Promise<{ job: Job }> {
    const job = await this.#store.addJob(userId, given);
    await this.#events.publish({ type: 'job.published', jobId: job.id });
    return { job };
  }

  @Delete(':id')
  @HttpCode(204)
  @UseGuards(AuthGuard)
  async remove(@UserId() userId: string, @Param('id') id: string): Promise<void> {
    const removed = uuid.safeParse(id).success && (await this.#store.removeJob(userId, id));
    if (!removed) throw notFound();
  }
}

function notFound(): NotFoundException {
  return new NotFoundException('There is no such job.');
}
