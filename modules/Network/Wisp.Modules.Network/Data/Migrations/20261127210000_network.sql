create domain network.name as text constraint name_valid
  check (value <> '' and value = btrim(value) and char_length(value) <= 100 and value is nfc normalized);
create domain network.free_text as text constraint free_text_valid check (value <> '' and char_length(value) <= 4000);

-- A retired plan is offered no more and stays on the contracts that have it: its name stays its own.
create table network.plan (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  name network.name not null,
  down_kbps integer not null constraint plan_down_valid check (down_kbps > 0),
  up_kbps integer not null constraint plan_up_valid check (up_kbps > 0),
  price numeric(18, 2) not null constraint plan_price_valid check (price >= 0),
  frequency_months smallint not null default 1 constraint plan_frequency_valid check (frequency_months between 1 and 60),
  price_includes_tax boolean not null default true,
  archived_at timestamptz
);
create unique index plan_name on network.plan (ext.fold(name));

create table network.server (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  name network.name not null,
  kind text not null constraint server_kind_valid check (kind in ('mikrotik', 'cambium', 'ubiquiti', 'huawei', 'other')),
  address text not null constraint server_address_valid check (address <> '' and char_length(address) <= 253),
  coa_port integer not null default 3799 constraint server_port_valid check (coa_port between 1 and 65535),
  secret text,
  archived_at timestamptz
);
comment on column network.server.secret is 'Shared secret, encrypted by the key ring; never clear.';
create unique index server_live_name on network.server (ext.fold(name)) where archived_at is null;

create table network.node (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  name network.name not null,
  kind text not null constraint node_kind_valid check (kind in ('tower', 'cabinet', 'building', 'other')),
  server_id uuid constraint node_server_exists references network.server,
  location ext.geometry(Point, 4326),
  notes network.free_text,
  archived_at timestamptz
);
create unique index node_live_name on network.node (ext.fold(name)) where archived_at is null;
create index node_of_server on network.node (server_id);

create table network.contract (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  client_id uuid not null,
  plan_id uuid not null constraint contract_plan_exists references network.plan,
  next_plan_id uuid constraint contract_next_plan_exists references network.plan,
  next_plan_from date,
  server_id uuid not null constraint contract_server_exists references network.server,
  node_id uuid constraint contract_node_exists references network.node,
  state text not null default 'enabled' constraint contract_state_valid check (state in ('enabled', 'alerted', 'degraded', 'disabled')),
  state_origin text not null default 'operator' constraint contract_origin_valid check (state_origin in ('operator', 'system', 'api', 'gateway')),
  state_reason text constraint contract_reason_valid check (char_length(state_reason) <= 200),
  state_changed_at timestamptz not null,
  grace_from date,
  start_date date not null,
  end_date date,
  ended boolean not null default false,
  ip inet constraint contract_ip_valid check (masklen(ip) = case family(ip) when 4 then 32 else 128 end),
  mac_address macaddr,
  pppoe_enabled boolean not null default false,
  pppoe_username text constraint contract_username_valid check (pppoe_username <> '' and char_length(pppoe_username) <= 100),
  pppoe_password text,
  address text constraint contract_address_valid check (address <> '' and char_length(address) <= 255),
  address_additional_data text constraint contract_address_additional_valid check (address_additional_data <> '' and char_length(address_additional_data) <= 255),
  location ext.geometry(Point, 4326),
  details network.free_text,
  created_at timestamptz not null,
  constraint contract_dates_valid check (end_date >= start_date),
  constraint contract_next_plan_whole check ((next_plan_id is null) = (next_plan_from is null)),
  constraint contract_pppoe_whole check (not pppoe_enabled or (pppoe_username is not null and pppoe_password is not null)),
  constraint contract_ended_is_disabled check (not ended or (end_date is not null and state = 'disabled'))
);
comment on column network.contract.ended is 'The last day has passed (SM-C7). Kept by forms and by the daily job, for an index cannot ask for today.';
comment on column network.contract.grace_from is 'When a person last enabled it: the system does not alert or cut for what was due before (SM-C3).';
comment on column network.contract.pppoe_password is 'Encrypted by the key ring; never clear.';
create index contract_of_client on network.contract (client_id);
create index contract_of_plan on network.contract (plan_id);
create index contract_of_server on network.contract (server_id);
create index contract_of_node on network.contract (node_id);
create index contract_in_state on network.contract (state, state_origin) where state <> 'enabled';
create index contract_started on network.contract (start_date);
create unique index contract_live_ip on network.contract (server_id, ip) where not ended;
create unique index contract_live_username on network.contract (server_id, lower(pppoe_username)) where not ended;
create index contract_to_end on network.contract (end_date) where not ended;
create index contract_to_replan on network.contract (next_plan_from) where next_plan_from is not null;

-- What was done to states, for ever.
create table network.state_change (
  id uuid primary key default host.uuid7(),
  contract_id uuid not null constraint state_change_contract_exists references network.contract,
  from_state text not null,
  to_state text not null,
  origin text not null,
  reason text not null,
  invoice_ids uuid[] not null default '{}',
  actor text not null,
  at timestamptz not null
);
create index state_change_of_contract on network.state_change (contract_id, at);

create view network.plans_v1 as
select id, public_id, name::text as name, down_kbps, up_kbps, price, frequency_months, price_includes_tax, archived_at is null as active
from network.plan;

create view network.nodes_v1 as
select id, name::text as name, location, archived_at is not null as archived from network.node;

create view network.servers_v1 as
select id, name::text as name, archived_at is not null as archived from network.server;

create view network.contracts_v1 as
select id, public_id, client_id, plan_id, server_id, node_id, state, state_origin, state_reason, state_changed_at, start_date, end_date, ended,
       next_plan_id, next_plan_from, ip, address, location, created_at
from network.contract;
