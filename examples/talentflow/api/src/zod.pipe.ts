import { BadRequestException, type PipeTransform } from '@nestjs/common';
import type { ZodType } from 'zod';

/** Lets through what a schema accepts, and tells the sender what is wrong with anything else. */
export class ZodPipe<Value> implements PipeTransform<unknown, Value> {
  readonly #schema: ZodType<Value>;

  constructor(schema: ZodType<Value>) {
    this.#schema = schema;
  }

  transform(value: unknown): Value {
    const read = this.#schema.safeParse(value);
    if (read.success) return read.data;
    const wrong = read.error.issues.map(({ path, message }) => [...path, message].join(': '));
    throw new BadRequestException(wrong.join('; '));
  }
}
