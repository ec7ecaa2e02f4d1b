-- Services that take money of clients. Settings are what may be read; credentials are encrypted under the key ring.
create table billing.gateway (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  name billing.name not null,
  kind text not null constraint gateway_kind_valid check (kind ~ '^[a-z][a-z0-9_-]{0,39}$'),
  settings jsonb not null default '{}',
  secrets text,
  verified_at timestamptz,
  checked_at timestamptz,
  check_problem text,
  enabled boolean not null default true,
  archived_at timestamptz,
  constraint gateway_checked_whole check (verified_at is null or (checked_at is not null and check_problem is null))
);
comment on column billing.gateway.enabled is 'Off: nobody is enrolled and notices are turned away.';
create unique index gateway_live_name on billing.gateway (ext.fold(name)) where archived_at is null;

-- A client's enrolment, by which the gateway's notices name him.
create table billing.client_gateway (
  id uuid primary key default host.uuid7(),
  client_id uuid not null,
  gateway_id uuid not null constraint client_gateway_exists references billing.gateway,
  external_id text not null constraint client_gateway_id_valid check (external_id = btrim(external_id) and char_length(external_id) between 1 and 100),
  pay_link text constraint client_gateway_link_valid check (pay_link ~ '^https://' and char_length(pay_link) <= 2000),
  enabled boolean not null default true,
  created_at timestamptz not null,
  constraint client_gateway_once unique (client_id, gateway_id),
  constraint client_gateway_external_once unique (gateway_id, external_id),
  -- These name invoices.
  constraint client_gateway_id_free check (external_id !~* '^INV-[0-9]+$')
);

-- What gateways told, one row a transaction.
create table billing.gateway_notice (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  gateway_id uuid not null constraint gateway_notice_gateway_exists references billing.gateway,
  transaction_code text not null constraint gateway_notice_code_valid check (char_length(transaction_code) between 1 and 200),
  reference text not null constraint gateway_notice_reference_valid check (char_length(reference) between 1 and 100),
  amount numeric not null,
  currency text not null constraint gateway_notice_currency_valid check (char_length(currency) <= 100),
  paid_at timestamptz not null,
  outcome text not null constraint gateway_notice_outcome_valid check (outcome in ('pending', 'failed', 'paid', 'unmatched', 'refused', 'dismissed')),
  problem text,
  payment_id uuid constraint gateway_notice_payment_exists references billing.payment,
  received_at timestamptz not null,
  repeats integer not null default 0,
  last_at timestamptz not null,
  handled_by text,
  handled_at timestamptz,
  reason billing.line,
  constraint gateway_notice_once unique (gateway_id, transaction_code),
  constraint gateway_notice_paid_whole check ((outcome = 'paid') = (payment_id is not null)),
  constraint gateway_notice_refused_whole check ((outcome = 'refused') = (problem is not null)),
  constraint gateway_notice_dismissed_whole check ((outcome = 'dismissed') = (reason is not null)),
  constraint gateway_notice_handled_whole check ((handled_by is null) = (handled_at is null))
);
comment on column billing.gateway_notice.amount is 'As it was sent, also where it was refused for it.';
create index gateway_notice_to_do on billing.gateway_notice (received_at desc) where outcome = 'unmatched';
create index gateway_notice_latest on billing.gateway_notice (received_at desc, id);
create index gateway_notice_of_payment on billing.gateway_notice (payment_id) where payment_id is not null;

alter table billing.payment add constraint payment_gateway_exists foreign key (gateway_id) references billing.gateway;

-- What search and export read.
create view billing.gateways_v1 as select g.id, g.name::text as name, g.kind, g.archived_at is not null as archived from billing.gateway g;
create view billing.client_gateways_v1 as
select c.client_id, c.gateway_id, c.external_id, c.pay_link, c.enabled from billing.client_gateway c;
