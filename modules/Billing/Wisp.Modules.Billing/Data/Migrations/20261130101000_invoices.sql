-- What was printed of a firm or client: one row as long as nothing of it changes, shared by its invoices, never altered.
create table billing.party (
  id uuid primary key default host.uuid7(),
  digest bytea not null unique,
  name text not null,
  country text not null,
  vat_condition text,
  taxpayer_id text,
  document_type text,
  document text,
  address text,
  zip_code text,
  phone text,
  email text,
  gross_income text,
  start_activities_date date,
  principal_activity text,
  shown_id text
);

create table billing.run (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  day date not null,
  by_timer boolean not null,
  state text not null default 'planning' constraint run_state_valid check (state in ('planning', 'planned', 'issuing', 'issued', 'discarding', 'discarded')),
  actor text not null,
  job_id uuid,
  created_at timestamptz not null,
  issued_at timestamptz
);
create index run_newest on billing.run (created_at desc);

-- Contracts that a run could not bill, and why; the next run that can bill one takes its line away.
create table billing.run_problem (
  contract_id uuid primary key,
  client_id uuid not null,
  run_id uuid not null constraint run_problem_run_exists references billing.run,
  rule text not null,
  detail text,
  at timestamptz not null
);
create index run_problem_of_run on billing.run_problem (run_id);

create table billing.invoice (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  client_id uuid not null,
  contract_id uuid,
  firm_id uuid not null constraint invoice_firm_exists references billing.firm,
  point_of_sale_id uuid not null constraint invoice_point_of_sale_exists references billing.point_of_sale,
  run_id uuid constraint invoice_run_exists references billing.run,
  is_auto boolean not null,
  kind text not null constraint invoice_kind_valid check (kind in ('A', 'B', 'C', 'M', 'X')),
  number bigint constraint invoice_number_valid check (number between 1 and 99999999),
  concept billing.line,
  period_from date,
  period_to date,
  issued_at timestamptz,
  issued_on date,
  first_due_date date,
  second_due_date date,
  state text not null default 'draft' constraint invoice_state_valid check (state in ('draft', 'pending', 'paid', 'void')),
  net_amount billing.money not null constraint invoice_net_valid check (net_amount >= 0),
  discount_amount billing.money not null constraint invoice_discount_valid check (discount_amount >= 0),
  tax_amount billing.money not null constraint invoice_tax_valid check (tax_amount >= 0),
  gross_amount billing.money not null constraint invoice_gross_valid check (gross_amount >= 0),
  balance billing.money not null default 0,
  currency text not null constraint invoice_currency_valid check (currency ~ '^[A-Z]{3}$'),
  fiscal_state text not null default 'not_applicable'
    constraint invoice_fiscal_valid check (fiscal_state in ('not_applicable', 'waiting_payment', 'queued', 'sending', 'authorized', 'rejected', 'uncertain')),
  firm_party_id uuid constraint invoice_firm_party_exists references billing.party,
  client_party_id uuid constraint invoice_client_party_exists references billing.party,
  void_reason billing.line,
  documents_at timestamptz,
  actor text not null,
  created_at timestamptz not null,
  constraint invoice_sum check (gross_amount = net_amount - discount_amount + tax_amount),
  constraint invoice_balance_valid check (balance between 0 and gross_amount),
  constraint invoice_paid_is_settled check (state = 'pending' and balance > 0 or state <> 'pending' and balance = 0),
  constraint invoice_period_valid check ((period_from is null) = (period_to is null) and period_from <= period_to),
  constraint invoice_auto_has_contract check (not is_auto or (contract_id is not null and period_from is not null)),
  constraint invoice_issued_whole check (state not in ('pending', 'paid') or (
    number is not null and issued_at is not null and issued_on is not null and firm_party_id is not null and client_party_id is not null)),
  constraint invoice_due_order check (issued_on <= first_due_date and first_due_date <= second_due_date)
);
comment on column billing.invoice.documents_at is 'When its mail was queued, or found not to be wanted.';
create unique index invoice_number on billing.invoice (point_of_sale_id, kind, number) where number is not null;
create unique index invoice_period on billing.invoice (contract_id, period_from) where is_auto and state <> 'void';
create index invoice_by_number on billing.invoice (number) where number is not null;
create index invoice_of_client on billing.invoice (client_id, issued_on desc, public_id desc);
create index invoice_pending on billing.invoice (client_id, first_due_date, number) where state = 'pending';
create index invoice_pending_of_contract on billing.invoice (contract_id, first_due_date) where state = 'pending';
create index invoice_drafts on billing.invoice (run_id, id) where state = 'draft';
create index invoice_of_run on billing.invoice (run_id) where run_id is not null;
create index invoice_by_day on billing.invoice (issued_on, public_id) where issued_on is not null;
create index invoice_to_mail on billing.invoice (issued_at, id) where documents_at is null and state in ('pending', 'paid');
create index invoice_fiscal_queue on billing.invoice (fiscal_state, id) where fiscal_state in ('queued', 'sending', 'rejected', 'uncertain');

create table billing.invoice_item (
  invoice_id uuid not null constraint invoice_item_invoice_exists references billing.invoice,
  position smallint not null,
  kind text not null constraint invoice_item_kind_valid check (kind in ('plan', 'recurring', 'one_off', 'surcharge', 'line', 'discount')),
  description text not null,
  period_from date,
  period_to date,
  quantity numeric(12, 4) not null default 1,
  unit_price numeric(18, 6) not null,
  amount billing.money not null,
  net billing.money not null,
  includes_tax boolean not null,
  source_id uuid,
  why jsonb not null,
  primary key (invoice_id, position)
);
comment on column billing.invoice_item.amount is 'As priced: quantity times unit price or days of the period, with the included taxes where includes_tax.';
comment on column billing.invoice_item.why is 'The numbers that made the amount: rule, price, days, of.';
create index invoice_item_of_source on billing.invoice_item (source_id) where source_id is not null;

create table billing.invoice_tax (
  invoice_id uuid not null constraint invoice_tax_invoice_exists references billing.invoice,
  position smallint not null,
  tax_id uuid not null constraint invoice_tax_tax_exists references billing.tax,
  name text not null,
  kind text not null,
  authority_code text,
  rate numeric(9, 4) not null,
  base billing.money not null,
  amount billing.money not null,
  primary key (invoice_id, position)
);
create index invoice_tax_of_tax on billing.invoice_tax (tax_id);

-- Each day of a contract is billed once: what was billed, or looked at and found to be nothing (BIL-13), stands here.
create table billing.period (
  contract_id uuid not null,
  period_from date not null,
  period_to date not null,
  outcome text not null constraint period_outcome_valid check (outcome in ('invoice', 'nothing', 'manual', 'void')),
  invoice_id uuid constraint period_invoice_exists references billing.invoice,
  run_id uuid,
  primary key (contract_id, period_from),
  constraint period_valid check (period_from <= period_to)
);
create index period_of_invoice on billing.period (invoice_id) where invoice_id is not null;
create index period_of_run on billing.period (run_id) where outcome = 'nothing';
