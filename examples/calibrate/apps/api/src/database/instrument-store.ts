import { deviationOf, type Instrument, type Measurement, type NewInstrument } from '@calibrate/contract';
import { Prisma, type PrismaClient } from './generated/client.ts';

const longestList = 200;

/** Two instruments cannot have one serial number; the message is the user's to read. */
export class SerialTaken extends Error {}

/** Instruments and what was measured on them. */
export interface InstrumentStore {
  /** Fails when the database does not answer. */
  ping(): Promise<void>;
  /** By name, two hundred at most. */
  list(): Promise<Instrument[]>;
  /** Throws SerialTaken. */
  create(instrument: NewInstrument): Promise<Instrument>;
  /** Records a measurement and judges it; undefined when there is no such instrument. */
  calibrate(id: number, measurement: Measurement): Promise<Instrument | undefined>;
  /** Whether there was such an instrument. */
  remove(id: number): Promise<boolean>;
}

const withLast = {
  calibrations: { orderBy: { at: 'desc' }, take: 1 },
} satisfies Prisma.InstrumentInclude;

type Row = Prisma.InstrumentGetPayload<{ include: typeof withLast }>;

/** Keeps instruments in PostgreSQL. */
export function createInstrumentStore(prisma: PrismaClient): InstrumentStore {
  return {
    async ping() {
      await prisma.$queryRaw`select 1`;
    },
    async list() {
      const rows = await prisma.instrument.findMany({
        orderBy: { name: 'asc' },
        take: longestList,
        include: withLast,
      });
      return rows.map(told);
    },
    async create(instrument) {
      try {
        return told(await prisma.instrument.create({ data: instrument, include: withLast }));
      } catch (error) {
        if (hasCode(error, 'P2002'))
          throw new SerialTaken(`The serial number ${instrument.serial} is taken.`);
        throw error;
      }
    },
    async calibrate(id, measurement) {
      const instrument = await prisma.instrument.findUnique({ where: { id } });
      if (!instrument) return undefined;
      const passed = deviationOf(measurement) <= instrument.tolerance;
      await prisma.calibration.create({ data: { ...measurement, passed, instrumentId: id } });
      const row = await prisma.instrument.findUnique({ where: { id }, include: withLast });
      return row ? told(row) : undefined;
    },
    async remove(id) {
      const { count } = await prisma.instrument.deleteMany({ where: { id } });
      return count > 0;
    },
  };
}

function told({ id, name, serial, intervalDays, tolerance, calibrations: [last] }: Row): Instrument {
  const lastCalibration = last
    ? { at: last.at.toISOString(), reference: last.reference, reading: last.reading, passed: last.passed }
    : null;
  return { id, name, serial, intervalDays, tolerance, lastCalibration };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === code;
}
