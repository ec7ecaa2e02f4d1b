-- One row a session (Acct-Unique-Session-Id), written by network.account alone. Online now: ended_at is null.
create table network.session (
  id uuid primary key default host.uuid7(),
  unique_id text not null constraint session_unique_id unique,
  session_id text not null,
  server_id uuid constraint session_server_exists references network.server,
  contract_id uuid constraint session_contract_exists references network.contract,
  client_id uuid,
  node_id uuid,
  nas_ip inet not null,
  nas_port text,
  username text,
  mac macaddr,
  framed_ip inet,
  started_at timestamptz not null,
  last_at timestamptz not null,
  ended_at timestamptz,
  end_cause text,
  stopped boolean not null default false,
  bytes_down bigint not null default 0,
  bytes_up bigint not null default 0,
  seconds bigint not null default 0,
  points bigint[]
) with (fillfactor = 80);
comment on column network.session.server_id is 'NULL: the access server is not one of ours (any more).';
comment on column network.session.contract_id is 'NULL: whoever it is, it was let in unknown. With it, client_id and node_id as they were when the session began.';
comment on column network.session.end_cause is 'Acct-Terminate-Cause as the access server says it (User-Request, Admin-Reset …), NAS-Reboot, or ours: Lost (nothing came any more) and Replaced (the same device began another).';
comment on column network.session.stopped is 'Ended by its own Stop; what else ended it is taken back when something newer comes.';
comment on column network.session.bytes_down is 'To the subscriber, over 32 bits; bytes_up from the subscriber.';
comment on column network.session.seconds is 'The longest Acct-Session-Time that came.';
comment on column network.session.points is 'Of access servers that send no Gigawords: the latest packets, to count wraps right when one comes late. See network.count_points.';
create index session_online on network.session (server_id, node_id) where ended_at is null;
create index session_online_of_contract on network.session (contract_id) where ended_at is null;
create index session_of_contract on network.session (contract_id, started_at desc);
create index session_ended on network.session (ended_at) where ended_at is not null;
create index session_of_address on network.session (framed_ip, started_at desc) where framed_ip is not null;

-- Bytes in slots of five minutes (kept 3 days), hours (90 days) and days of the ISP's zone (for ever). A row is written once there were bytes.
-- Read by_hour and by_day below: they add what is not rolled up yet.
create table network.consumption_5min (
  contract_id uuid not null, at timestamptz not null, down bigint not null, up bigint not null, primary key (contract_id, at)
) partition by range (at);
create table network.consumption_hour (
  contract_id uuid not null, at timestamptz not null, down bigint not null, up bigint not null, primary key (contract_id, at)
) partition by range (at);
create table network.consumption_day (
  contract_id uuid not null, day date not null, down bigint not null, up bigint not null, primary key (contract_id, day)
) partition by range (day);

-- Bounds of the partitions; those of days as UTC midnights.
create table network.consumption_partition (
  name text primary key, parent text not null, from_at timestamptz not null, until_at timestamptz not null
);

-- Slots before closed_until take no more bytes (what comes late goes into the first open one); hours before hours_until and days before
-- days_until are rolled up; slots have partitions until ready_until.
create table network.consumption_mark (
  id boolean primary key default true check (id),
  closed_until timestamptz not null,
  hours_until timestamptz not null,
  days_until timestamptz not null,
  ready_until timestamptz not null
);

create function network.make_partition(of_table text, from_at timestamptz, until_at timestamptz, label text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  new_name text := of_table || '_' || label;
  clear_from timestamptz := from_at;
  clear_until timestamptz := until_at;
  bound text := case of_table when 'consumption_day' then 'YYYY-MM-DD' else 'YYYY-MM-DD HH24:MI:SS"+00"' end;
begin
  -- The bounds move when the ISP's zone changes: a new partition fills what the older ones leave.
  select greatest(clear_from, max(p.until_at)) into clear_from from network.consumption_partition p
  where p.parent = of_table and p.from_at <= make_partition.from_at and p.until_at > make_partition.from_at;
  select least(clear_until, min(p.from_at)) into clear_until from network.consumption_partition p
  where p.parent = of_table and p.from_at > make_partition.from_at and p.from_at < make_partition.until_at;
  if clear_from >= clear_until then return; end if;
  while exists (select from network.consumption_partition p where p.name = new_name) loop new_name := new_name || 'b'; end loop;
  -- Attached, because making it in place would wait for every reader.
  execute format('create table network.%I (like network.%I including all)', new_name, of_table);
  execute format('alter table network.%I attach partition network.%I for values from (%L) to (%L)', of_table, new_name,
    to_char(clear_from at time zone 'UTC', bound), to_char(clear_until at time zone 'UTC', bound));
  insert into network.consumption_partition values (new_name, of_table, clear_from, clear_until);
end $$;

-- Makes the partitions that are missing between two instants: a day's slots, a week's hours and a month's days each.
create function network.make_partitions(from_at timestamptz, until_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  zone text := host.time_zone();
  first date := (from_at at time zone zone)::date;
  last date := (until_at at time zone zone)::date;
begin
  perform pg_advisory_xact_lock(20261129, 1);
  perform network.make_partition('consumption_5min', d at time zone zone, (d + interval '1 day') at time zone zone, to_char(d, 'YYYYMMDD'))
  from generate_series(first::timestamp, last::timestamp, interval '1 day') d;
  perform network.make_partition('consumption_hour', w at time zone zone, (w + interval '7 days') at time zone zone, to_char(w, 'IYYY"w"IW'))
  from generate_series(date_trunc('week', first::timestamp), last::timestamp, interval '7 days') w;
  perform network.make_partition('consumption_day', m at time zone 'UTC', (m + interval '1 month') at time zone 'UTC', to_char(m, 'YYYYMM'))
  from generate_series(date_trunc('month', first::timestamp), last::timestamp, interval '1 month') m;
end $$;

-- The timer's: partitions a week ahead, and away with slots and hours that are past their time and rolled up.
create function network.keep_partitions(at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  zone text := host.time_zone();
  today timestamptz := date_trunc('day', at, zone);
  old record;
begin
  -- From where they ended, so that none is missing after the timer stood still.
  perform network.make_partitions(least(at, (select ready_until from network.consumption_mark)), at + interval '7 days');
  insert into network.consumption_mark values (true, today, today, today, today)
  on conflict (id) do nothing;
  update network.consumption_mark set ready_until =
    (select max(until_at) from network.consumption_partition where parent = 'consumption_5min') - interval '1 day';
  for old in
    select p.name from network.consumption_partition p cross join network.consumption_mark m
    where p.parent = 'consumption_5min' and p.until_at <= least(today - interval '3 days', m.hours_until)
       or p.parent = 'consumption_hour' and p.until_at <= least(today - interval '90 days', m.days_until)
  loop
    execute format('drop table network.%I', old.name);
    delete from network.consumption_partition p where p.name = old.name;
  end loop;
end $$;

select network.keep_partitions(now());

-- Hours and days with what is not rolled up yet. Both are quick for one contract, and for all of them over closed hours and days.
create view network.consumption_by_hour as
select contract_id, at, down, up from network.consumption_hour
union all
select contract_id, date_trunc('hour', at, (select host.time_zone())), sum(down)::bigint, sum(up)::bigint
from network.consumption_5min
where at >= (select hours_until from network.consumption_mark)
group by contract_id, date_trunc('hour', at, (select host.time_zone()));

create view network.consumption_by_day as
select contract_id, day, down, up from network.consumption_day
union all
select contract_id, day, sum(down)::bigint, sum(up)::bigint
from (
  select contract_id, (at at time zone (select host.time_zone()))::date as day, down, up
  from network.consumption_hour where at >= (select days_until from network.consumption_mark)
  union all
  select contract_id, (at at time zone (select host.time_zone()))::date, down, up
  from network.consumption_5min where at >= (select hours_until from network.consumption_mark)) open
group by contract_id, day;
