-- A node that is down: because a person says so, or because many of its sessions ended within a minute.
create table network.outage (
  id uuid primary key default host.uuid7(),
  node_id uuid not null constraint outage_node_exists references network.node,
  detected boolean not null default false,
  fallen integer,
  reason text constraint outage_reason_valid check (reason <> '' and char_length(reason) <= 300),
  began_at timestamptz not null,
  began_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint outage_cause_whole check (case when detected then fallen > 0 and reason is null else fallen is null and reason is not null end),
  constraint outage_end_whole check ((ended_at is null) = (ended_by is null)),
  constraint outage_times_valid check (ended_at >= began_at)
);
comment on column network.outage.fallen is 'How many sessions ended within a minute.';
create unique index outage_open on network.outage (node_id) where ended_at is null;
create index outage_of_node on network.outage (node_id, began_at desc);

create view network.outages_v1 as
select id, node_id, detected, reason, began_at, ended_at from network.outage;
