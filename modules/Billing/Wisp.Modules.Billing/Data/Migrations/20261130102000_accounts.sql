-- The current account: whoever moves money of a client holds this row first.
create table billing.account (
  client_id uuid primary key,
  balance billing.money not null default 0,
  credit billing.money not null default 0 constraint account_credit_valid check (credit >= 0),
  unpaid billing.money not null default 0 constraint account_unpaid_valid check (unpaid >= 0),
  unpaid_count integer not null default 0 constraint account_count_valid check (unpaid_count >= 0),
  constraint account_adds_up check (balance = credit - unpaid)
);
comment on column billing.account.balance is 'Negative: the client owes.';
create index account_in_debt on billing.account (balance) where balance < 0;

create table billing.credit_note (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  invoice_id uuid not null constraint credit_note_invoice_exists references billing.invoice,
  client_id uuid not null,
  point_of_sale_id uuid not null constraint credit_note_point_of_sale_exists references billing.point_of_sale,
  kind text not null,
  number bigint not null constraint credit_note_number_valid check (number between 1 and 99999999),
  is_full boolean not null,
  issued_at timestamptz not null,
  issued_on date not null,
  net_amount billing.money not null constraint credit_note_net_valid check (net_amount >= 0),
  tax_amount billing.money not null constraint credit_note_tax_valid check (tax_amount >= 0),
  gross_amount billing.money not null constraint credit_note_gross_valid check (gross_amount > 0),
  credit_amount billing.money not null constraint credit_note_credit_valid check (credit_amount between 0 and gross_amount),
  taxes jsonb not null,
  reason billing.line not null,
  fiscal_state text not null default 'not_applicable',
  actor text not null,
  constraint credit_note_sum check (gross_amount = net_amount + tax_amount),
  constraint credit_note_number_once unique (point_of_sale_id, kind, number)
);
create index credit_note_of_invoice on billing.credit_note (invoice_id);
create index credit_note_of_client on billing.credit_note (client_id, issued_on desc);
create index credit_note_free on billing.credit_note (client_id) where credit_amount > 0;

create table billing.payment (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  client_id uuid not null,
  state text not null default 'success' constraint payment_state_valid check (state in ('pending', 'success', 'failed', 'void')),
  amount billing.money not null constraint payment_amount_valid check (amount > 0),
  credit_amount billing.money not null constraint payment_credit_valid check (credit_amount between 0 and amount),
  payment_date date not null,
  method_id uuid not null constraint payment_method_exists references billing.payment_method,
  reference billing.line,
  comment billing.line,
  collector_id uuid,
  gateway_id uuid,
  transaction_code text constraint payment_code_valid check (char_length(transaction_code) between 1 and 200),
  request_key uuid unique,
  void_reason billing.line,
  voided_at timestamptz,
  actor text not null,
  operator_id uuid,
  created_at timestamptz not null,
  constraint payment_void_whole check ((state = 'void') = (void_reason is not null) and (state = 'void') = (voided_at is not null)),
  constraint payment_void_has_no_credit check (state = 'success' or credit_amount = 0)
);
comment on column billing.payment.request_key is 'Made with the form: the same form sent twice is one payment.';
create unique index payment_transaction on billing.payment (gateway_id, transaction_code) where gateway_id is not null;
create unique index payment_reference on billing.payment (method_id, reference) where reference is not null and state <> 'void';
create index payment_of_client on billing.payment (client_id, payment_date desc);
create index payment_free on billing.payment (client_id, payment_date, public_id) where credit_amount > 0;
create index payment_by_day on billing.payment (payment_date, operator_id);

-- Free credit given back.
create table billing.refund (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  client_id uuid not null,
  amount billing.money not null constraint refund_amount_valid check (amount > 0),
  refunded_on date not null,
  method_id uuid not null constraint refund_method_exists references billing.payment_method,
  reason billing.line not null,
  actor text not null,
  created_at timestamptz not null
);
create index refund_of_client on billing.refund (client_id);

-- Which money paid what: from a payment or a credit note, to an invoice or a refund.
create table billing.allocation (
  id uuid primary key default host.uuid7(),
  client_id uuid not null,
  payment_id uuid constraint allocation_payment_exists references billing.payment,
  credit_note_id uuid constraint allocation_credit_note_exists references billing.credit_note,
  invoice_id uuid constraint allocation_invoice_exists references billing.invoice,
  refund_id uuid constraint allocation_refund_exists references billing.refund,
  amount billing.money not null constraint allocation_amount_valid check (amount > 0),
  at timestamptz not null,
  undone_at timestamptz,
  constraint allocation_of_one check (num_nonnulls(payment_id, credit_note_id) = 1 and num_nonnulls(invoice_id, refund_id) = 1)
);
create index allocation_of_payment on billing.allocation (payment_id) where payment_id is not null;
create index allocation_of_credit_note on billing.allocation (credit_note_id) where credit_note_id is not null;
create index allocation_of_invoice on billing.allocation (invoice_id) where invoice_id is not null;
create index allocation_of_refund on billing.allocation (refund_id) where refund_id is not null;

-- The ledger: rows are added, never changed (INV-L3).
create table billing.account_transaction (
  id bigint generated always as identity primary key,
  client_id uuid not null,
  kind text not null constraint account_transaction_kind_valid check (kind in ('invoice', 'payment', 'credit_note', 'debit_note', 'adjustment', 'refund', 'reversal')),
  amount billing.money not null constraint account_transaction_amount_valid check (amount <> 0),
  balance_after billing.money not null,
  on_date date not null,
  occurred_at timestamptz not null,
  invoice_id uuid constraint account_transaction_invoice_exists references billing.invoice,
  payment_id uuid constraint account_transaction_payment_exists references billing.payment,
  credit_note_id uuid constraint account_transaction_credit_note_exists references billing.credit_note,
  refund_id uuid constraint account_transaction_refund_exists references billing.refund,
  note text,
  actor text not null
);
create index account_transaction_of_client on billing.account_transaction (client_id, id desc);

create table billing.promise (
  id uuid primary key default host.uuid7(),
  contract_id uuid not null,
  client_id uuid not null,
  valid_until date not null,
  state text not null default 'open' constraint promise_state_valid check (state in ('open', 'kept', 'broken')),
  made_at timestamptz not null,
  actor text not null,
  ended_at timestamptz,
  constraint promise_ended_whole check ((state = 'open') = (ended_at is null))
);
create unique index promise_open on billing.promise (contract_id) where state = 'open';
create index promise_of_contract on billing.promise (contract_id, made_at desc);
create index promise_to_end on billing.promise (valid_until) where state = 'open';

-- What Wisp did to a contract by itself, and its proof.
create table billing.automatic_act (
  id uuid primary key default host.uuid7(),
  contract_id uuid not null,
  client_id uuid not null,
  act text not null constraint automatic_act_valid check (act in ('alert', 'cut', 'enable', 'promise', 'promise_broken')),
  rule text not null,
  invoice_ids uuid[] not null,
  debt billing.money not null,
  due_on date,
  day date not null,
  at timestamptz not null
);
create index automatic_act_of_contract on billing.automatic_act (contract_id, at desc);

-- What other modules read. One row a client whose billing was ever set or who has an account.
create view billing.clients_v1 as
select b.id as client_id, b.enabled, b.firm_id, b.vat_condition, b.invoice_kind, b.cycle_start_day, b.cycle_overridden, b.taxpayer_id,
       b.report_after_payment, b.automatic_state, b.tax_ids, b.payment_method_id, b.email_on_invoice, b.email_on_payment
from billing.client b;

create view billing.accounts_v1 as
select a.client_id, a.balance, a.credit, a.unpaid, a.unpaid_count from billing.account a;

create view billing.invoices_v1 as
select i.id, i.public_id, i.client_id, i.contract_id, i.firm_id, i.kind, p.number as point_of_sale, i.number, i.state, i.period_from, i.period_to, i.issued_on,
       i.first_due_date, i.second_due_date, i.gross_amount, i.balance, i.currency
from billing.invoice i join billing.point_of_sale p on p.id = i.point_of_sale_id
where i.state in ('pending', 'paid') or i.number is not null;

create view billing.firms_v1 as select f.id, f.company_name::text as company_name, f.archived_at is not null as archived from billing.firm f;
