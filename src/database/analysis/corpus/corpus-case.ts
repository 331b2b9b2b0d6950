import type { RuleName } from '../rules/table.js';
import type { StatementClass, TableWork } from '../terms.js';

/** One statement of the corpus with what the analysis has to say about it, to be held against a real server. */
export interface CorpusCase {
  sql: string;
  /** `t:AX p:SRX`: the strongest lock on each table that is there, from ROW EXCLUSIVE (RX) upwards. */
  locks: string;
  class: StatementClass;
  rules: readonly RuleName[];
  work: TableWork;
  /** The same where the server told what it has, if that makes a difference. */
  known: { class: StatementClass; rules: readonly RuleName[]; work: TableWork };
  /** Cannot run inside a transaction. */
  alone: boolean;
  /** Locks of the server that no text and no catalogue names; they are named in words only. */
  unseen: readonly string[];
  /** Locks or work are said too strong on purpose: the text does not tell what the server knows. */
  cautious: boolean;
  /** The server refuses the statement, as foretold. */
  fails: boolean;
}

/** Fills in what is the same for most: nothing to say, no work. Rules are given in one string. */
export function corpusCase(
  sql: string,
  locks: string,
  kind: StatementClass = 'safe',
  rules = '',
  more: Partial<Omit<CorpusCase, 'known' | 'rules'>> & {
    known?: { class?: StatementClass; rules?: string; work?: TableWork };
  } = {},
): CorpusCase {
  const { known = {}, ...rest } = more;
  const work = more.work ?? 'none';
  const base = {
    sql,
    locks,
    class: kind,
    rules: named(rules),
    work,
    alone: false,
    unseen: [],
    cautious: false,
    fails: false,
  };
  return {
    ...base,
    ...rest,
    known: { class: known.class ?? kind, rules: named(known.rules ?? rules), work: known.work ?? work },
  };
}

function named(rules: string): RuleName[] {
  // A name that is no rule never equals what the analysis says: the test fails.
  return rules.split(' ').filter(Boolean) as RuleName[];
}

/** What the corpus's statements find: one schema, a thousand rows. */
export const fixture = `
create table p (id int primary key, n int);
create table t (id serial primary key, a int, b text, c varchar(10), d numeric(10,2), ts timestamp, u int unique, nn int not null, pid int, old int, gen int generated always as (1) stored);
insert into p select g, g from generate_series(1, 1000) g;
insert into t (a, b, c, d, ts, u, nn, pid) select g, 'x', 'y', 1, now(), g, g, g from generate_series(1, 1000) g;
create table child (id int primary key, tid int references t (id));
create table pair (x int, y int);
insert into pair select g, g from generate_series(1, 1000) g;
create index ia on t (a);
create unique index iu2 on t (nn);
create type e as enum ('a', 'b');
create type comp as (x int);
create domain positive as int check (value > 0);
create domain plain_domain as int;
create table pt (id int, k int) partition by range (k);
create table pt1 partition of pt for values from (0) to (10);
create table spare (id int, k int);
insert into spare select g, 15 from generate_series(1, 1000) g;
alter table t add constraint ckv check (a > 0) not valid;
alter table t add constraint ann check (a is not null);
create view v as select id, a from t;
create materialized view mv as select id from t;
create unique index imv on mv (id);
create function trg() returns trigger language plpgsql as 'begin return new; end';
create function f() returns int language plpgsql as 'begin return 1; end';
create function addone(int) returns int language sql immutable as 'select $1 + 1';
create trigger tg0 before insert on t for each row execute function trg();
create policy pol0 on t using (true);
create sequence sq;
create schema other;
alter table t add constraint fknv foreign key (pid) references p (id) not valid;
create role corpus_reader;
analyze;
`;
