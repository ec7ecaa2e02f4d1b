-- Payments that subscribers tell of, for an operator to confirm.
create table portal.voucher (
  id uuid primary key default host.uuid7(),
  client_id uuid not null references portal.access,
  request_key uuid not null,               -- made with the form: pressed twice, it is one
  amount numeric(14, 2) not null check (amount > 0),
  paid_on date not null,
  method_id uuid not null,
  reference text,
  file_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'refused')),
  told_at timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  reason text,
  booked numeric(14, 2),
  payment_id uuid,
  unique (client_id, request_key),
  check ((state = 'waiting') = (answered_at is null) and (state = 'waiting') = (answered_by is null)),
  check ((state = 'confirmed') = (payment_id is not null) and (state = 'confirmed') = (booked is not null)),
  check ((state = 'refused') = (reason is not null))
);
create index voucher_client on portal.voucher (client_id, id desc);
create index voucher_waiting on portal.voucher (id) where state = 'waiting';
create index voucher_answered on portal.voucher (id desc) where state <> 'waiting';

-- Another plan, or other data of their own, that subscribers ask for.
create table portal.request (
  id uuid primary key default host.uuid7(),
  client_id uuid not null references portal.access,
  kind text not null check (kind in ('plan', 'profile')),
  contract_id uuid,
  plan_id uuid,
  before jsonb not null,
  wanted jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'refused', 'cancelled')),
  asked_at timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  reason text,
  starts_on date,
  check ((kind = 'plan') = (contract_id is not null) and (kind = 'plan') = (plan_id is not null)),
  check ((state = 'waiting') = (answered_at is null)),
  check ((state in ('accepted', 'refused')) = (answered_by is not null)),
  check ((state = 'refused') = (reason is not null))
);
create unique index request_open_plan on portal.request (contract_id) where kind = 'plan' and state = 'waiting';
create unique index request_open_profile on portal.request (client_id) where kind = 'profile' and state = 'waiting';
create index request_client on portal.request (client_id, id desc);
create index request_waiting on portal.request (id) where state = 'waiting';
create index request_answered on portal.request (id desc) where state in ('accepted', 'refused');

-- What the list of accesses is narrowed to.
create index access_closed on portal.access (id) where not enabled;
create index access_must_change on portal.access (id) where must_change;
