create table work.thing (
  id uuid primary key default host.uuid7(),
  client_id uuid,
  name text not null,
  amount numeric(18, 2),
  seen_at timestamptz,
  place ext.geometry(Point, 4326),
  secret text,
  noise text
);

-- What a step did. Nothing here is unique: a step that is done twice is to be seen, not refused.
create table work.effect (
  id uuid primary key default host.uuid7(),
  job_id uuid,
  step integer not null,
  note text not null,
  process integer not null,
  begun_at timestamptz not null,
  ended_at timestamptz not null default clock_timestamp()
);

create table work.attempt (
  job_id uuid not null,
  at timestamptz not null default clock_timestamp()
);

create table work.line (
  id uuid primary key default host.uuid7(),
  thing_id uuid not null references work.thing,
  text text not null
);

create view work.things_v1 as select id, name from work.thing;

create view work.attempts_of_ours as select job_id, at from work.attempt;

create function work.double(value integer) returns integer language sql immutable return value * 2;

create function work.hidden() returns integer language sql immutable return 1;

-- More columns than a function may have arguments.
do $$
begin
  execute format('create table work.wide (id uuid primary key default host.uuid7(), %s)',
                 (select string_agg(format('c%s text', n), ', ') from generate_series(1, 120) n));
end $$;

-- Whose notes must not leave.
create table work.muted (
  subject_id uuid primary key
);
