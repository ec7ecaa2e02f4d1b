-- Who changed what, when: written by triggers alone, changed by nobody.
create table host.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  schema_name text not null,
  table_name text not null,
  entity_id uuid not null,
  subject_id uuid,
  action char(1) not null check (action in ('I', 'U', 'D')),
  old jsonb,
  new jsonb,
  operator_id uuid,
  actor text not null,
  channel text not null,
  batch_id uuid,
  address text
);
create index audit_of_subject on host.audit (subject_id, id desc) where subject_id is not null;
create index audit_of_entity on host.audit (entity_id, id desc);
create index audit_of_batch on host.audit (batch_id, id) where batch_id is not null;
create index audit_of_operator on host.audit (operator_id, id desc) where operator_id is not null;
create index audit_in_time on host.audit using brin (at);

create view host.audit_v1 as
  select id, at, schema_name, table_name, entity_id, subject_id, action, old, new, operator_id, actor, channel, batch_id, address
  from host.audit;

create function host.refuse_truncate() returns trigger language plpgsql as $$
begin
  raise exception 'table %.% is audited and cannot be truncated', tg_table_schema, tg_table_name using errcode = 'WA001';
end $$;

create function host.refuse_key_change() returns trigger language plpgsql as $$
begin
  raise exception 'the key of table %.% is audited and cannot change', tg_table_schema, tg_table_name using errcode = 'WA002';
end $$;

create function host.refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is append-only' using errcode = 'WA003';
end $$;

create trigger append_only before update or delete or truncate on host.audit
  for each statement execute function host.refuse_audit_change();

create table host.setting (
  id uuid primary key default host.uuid7(),
  key text not null unique,
  value jsonb
);

create table host.data_protection_key (
  id uuid primary key default host.uuid7(),
  name text not null unique,
  xml text not null
);

create table host.file (
  id uuid primary key,
  name text not null,
  content_type text not null,
  length bigint not null default 0,
  sha256 text,
  owner_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  complete boolean not null default false
);
create index file_to_clean on host.file (coalesce(expires_at, created_at)) where expires_at is not null or not complete;

create table host.file_chunk (
  file_id uuid not null references host.file on delete cascade,
  no integer not null,
  data bytea not null,
  primary key (file_id, no)
);
-- Chunks are read whole, and most files are compressed already.
alter table host.file_chunk alter column data set storage external;

create table host.job (
  id uuid primary key,
  key text not null,
  arguments jsonb not null,
  title text,
  culture text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  cursor jsonb,
  batch_id uuid not null,
  operator_id uuid,
  asked_by text not null,
  return_url text,
  result_file uuid,
  failure text,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  handed_at timestamptz,
  not_before timestamptz not null default now()
);
create index job_unfinished on host.job (not_before) where state in ('queued', 'running');
create index job_newest on host.job (created_at desc, id);

-- Apart from the job's row, which a running step holds locked: progress and the wish to cancel are seen at once.
create table host.job_progress (
  job_id uuid primary key references host.job on delete cascade,
  done bigint not null default 0,
  total bigint,
  skipped bigint not null default 0,
  errors bigint not null default 0,
  message text,
  cancel_requested boolean not null default false,
  updated_at timestamptz not null default now()
);

create table host.job_error (
  job_id uuid not null references host.job on delete cascade,
  no bigint generated always as identity,
  line integer,
  field text,
  value text,
  rule text not null,
  source text[],
  primary key (job_id, no)
);

create view host.job_v1 as
  select j.id, j.key, j.title, j.state, j.batch_id, j.operator_id, j.asked_by, j.return_url, j.result_file, j.failure,
         j.created_at, j.started_at, j.finished_at,
         p.done, p.total, p.skipped, p.errors, p.message, p.cancel_requested
  from host.job j join host.job_progress p on p.job_id = j.id;

-- True when no worker has the job in hand, whatever the engine believes.
create function host.job_lock_key(job uuid) returns bigint language sql immutable parallel safe
  return hashtextextended(job::text, 7701);

create function host.job_is_free(job uuid) returns boolean language sql stable
  return not exists (
    select from pg_locks
    where locktype = 'advisory' and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
      and classid = ((host.job_lock_key(job) >> 32) & 4294967295)::oid
      and objid = (host.job_lock_key(job) & 4294967295)::oid);

create function host.enqueue_job(key text, arguments jsonb, title text, return_url text, culture text) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job uuid := host.uuid7();
begin
  insert into host.job (id, key, arguments, title, culture, batch_id, operator_id, asked_by, return_url)
  values (job, enqueue_job.key, enqueue_job.arguments, left(enqueue_job.title, 200), enqueue_job.culture,
          coalesce(nullif(current_setting('wisp.batch', true), '')::uuid, job),
          nullif(current_setting('wisp.operator', true), '')::uuid,
          coalesce(nullif(current_setting('wisp.actor', true), ''), session_user::text),
          enqueue_job.return_url);
  insert into host.job_progress (job_id) values (job);
  perform pg_notify('wisp_job', job::text);
  return job;
end $$;

create table host.event (
  id bigint generated always as identity primary key,
  name text not null,
  payload jsonb not null,
  at timestamptz not null default now(),
  fanned_out boolean not null default false
);
create index event_to_fan_out on host.event (id) where not fanned_out;

-- Who wants which event; a subscriber whose module is down keeps its deliveries waiting.
create table host.event_subscriber (
  subscriber text primary key,
  event text not null,
  module_id text not null
);

-- The inbox: a subscriber's handling and this row's change commit together.
create table host.event_delivery (
  event_id bigint not null references host.event,
  subscriber text not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'parked')),
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  done_at timestamptz,
  error text,
  primary key (event_id, subscriber)
);
create index event_delivery_waiting on host.event_delivery (next_at) where state = 'waiting';

create function host.publish_event(name text, payload jsonb) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  event bigint;
begin
  insert into host.event (name, payload) values (publish_event.name, publish_event.payload) returning id into event;
  perform pg_notify('wisp_event', '');
  return event;
end $$;

create table host.process (
  id uuid primary key,
  kind text not null,
  machine text not null,
  version text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null
);

create table host.module_state (
  process text not null,
  module_id text not null,
  version text not null,
  state text not null,
  code text,
  reason text,
  at timestamptz not null default now(),
  primary key (process, module_id)
);
