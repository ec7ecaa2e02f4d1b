-- A period that a person said is not to be billed. The period itself stands in billing.period, with nothing billed.
create table billing.skip (
  id uuid primary key default host.uuid7(),
  contract_id uuid not null,
  client_id uuid not null,
  period_from date not null,
  period_to date not null,
  reason billing.line not null,
  constraint skip_once unique (contract_id, period_from),
  constraint skip_valid check (period_from <= period_to)
);

-- A change of plan that was settled within a billed period (BIL-21): the plan that counts from a day on, and the extras that settle it.
create table billing.plan_adjustment (
  id uuid primary key default host.uuid7(),
  contract_id uuid not null,
  client_id uuid not null,
  period_from date not null,
  from_day date not null,
  plan_id uuid not null,
  price numeric(18, 6) not null,
  charge_id uuid constraint plan_adjustment_charge_exists references billing.contract_item,
  credit_id uuid constraint plan_adjustment_credit_exists references billing.contract_item,
  made_at timestamptz not null,
  actor text not null,
  constraint plan_adjustment_of_something check (num_nonnulls(charge_id, credit_id) > 0)
);
create index plan_adjustment_of_period on billing.plan_adjustment (contract_id, period_from, made_at);
create unique index plan_adjustment_of_charge on billing.plan_adjustment (charge_id) where charge_id is not null;
create unique index plan_adjustment_of_credit on billing.plan_adjustment (credit_id) where credit_id is not null;
