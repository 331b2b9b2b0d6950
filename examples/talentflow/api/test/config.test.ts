import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.js';

const least = {
  DATABASE_URL: 'postgresql://localhost/talentflow',
  REDIS_URL: 'redis://localhost',
  JWT_SECRET: 'a secret of thirty-two characters',
};

describe('the configuration', () => {
  it('takes Redis for events where there is no Kafka', () => {
    expect(readConfig(least)).toMatchObject({ port: 3000, version: 'unknown', webOrigins: [] });
    expect(readConfig({ ...least, KAFKA_BROKERS: '' }).kafka).toBeUndefined();
  });

  it('reads several brokers, with a user or without', () => {
    const brokers = { ...least, KAFKA_BROKERS: 'one:9092, two:9092' };
    expect(readConfig(brokers).kafka).toEqual({ brokers: ['one:9092', 'two:9092'] });
    const user = { KAFKA_USERNAME: 'talentflow', KAFKA_PASSWORD: 'secret' };
    expect(readConfig({ ...brokers, ...user }).kafka?.user).toEqual({
      name: 'talentflow',
      password: 'secret',
    });
  });

  it('names every variable that is missing or wrong, at once', () => {
    expect(() => readConfig({ JWT_SECRET: 'short' })).toThrow(/DATABASE_URL.*REDIS_URL.*JWT_SECRET/);
  });
});
