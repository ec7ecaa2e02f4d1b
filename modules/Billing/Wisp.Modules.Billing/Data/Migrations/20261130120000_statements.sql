-- Bank statements that people upload: how their columns are read, and how far each is.
create table billing.statement (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  account billing.name not null,
  file_id uuid not null,
  file_name text not null,
  format jsonb not null,
  headings text[] not null,
  fields text[] not null,
  amounts text not null constraint statement_amounts_valid check (amounts in ('file', 'comma', 'dot')),
  dates text not null constraint statement_dates_valid check (dates in ('file', 'day', 'month')),
  names_client boolean not null,
  method_id uuid not null constraint statement_method_exists references billing.payment_method,
  state text not null default 'reading' constraint statement_state_valid check (state in ('reading', 'ready', 'taking', 'taken')),
  job_id uuid,
  actor text not null,
  created_at timestamptz not null,
  taken_by text,
  taken_at timestamptz,
  constraint statement_columns_whole check (cardinality(headings) = cardinality(fields)),
  constraint statement_taken_whole check ((taken_by is null) = (taken_at is null) and (taken_at is not null) = (state in ('taking', 'taken')))
);
comment on column billing.statement.names_client is 'Whether the reference says who paid; else it is a number of the bank''s own.';
create index statement_newest on billing.statement (created_at desc);
create index statement_of_account on billing.statement (ext.fold(account), created_at desc);

create table billing.statement_line (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  statement_id uuid not null constraint statement_line_statement_exists references billing.statement,
  line integer not null,
  state text not null constraint statement_line_state_valid check (
    state in ('read', 'problem', 'out', 'repeated', 'matched', 'unmatched', 'waiting', 'paid', 'dismissed')),
  day date,
  amount billing.money,
  typed_day text not null,
  typed_amount text not null,
  reference text,
  description text,
  payer text,
  tax_id text,
  digest bytea,
  occurrence integer,
  problem text,
  problem_value text,
  rule text constraint statement_line_rule_valid check (rule in ('invoice', 'number', 'document', 'name', 'person')),
  client_id uuid,
  payment_id uuid constraint statement_line_payment_exists references billing.payment,
  handled_by text,
  handled_at timestamptz,
  reason billing.line,
  constraint statement_line_once unique (statement_id, line),
  constraint statement_line_money_whole check (state in ('problem', 'out') or (day is not null and amount > 0 and digest is not null)),
  constraint statement_line_matched_whole check (state not in ('matched', 'paid') or (client_id is not null and rule is not null)),
  constraint statement_line_paid_whole check ((state = 'paid') = (payment_id is not null)),
  constraint statement_line_dismissed_whole check ((state = 'dismissed') = (reason is not null)),
  constraint statement_line_handled_whole check ((handled_by is null) = (handled_at is null))
);
comment on column billing.statement_line.state is 'Before the statement is taken: matched, unmatched; after: paid, waiting, dismissed.';
comment on column billing.statement_line.problem is 'Why it is not taken, or matches nobody.';
create index statement_line_by_state on billing.statement_line (statement_id, state, line);
create index statement_line_to_do on billing.statement_line (id) where state = 'waiting';
create index statement_line_of_payment on billing.statement_line (payment_id) where payment_id is not null;

-- Movements of an account that were taken: each counts once, whatever files it comes in.
create table billing.statement_entry (
  account text not null,
  digest bytea not null,
  occurrence integer not null,
  line_id uuid not null constraint statement_entry_line_exists references billing.statement_line,
  day date not null,
  amount billing.money not null,
  reference text,
  primary key (account, digest, occurrence)
);
comment on column billing.statement_entry.account is 'Folded.';
comment on column billing.statement_entry.occurrence is 'Which of equal lines of a file, from 1.';
create unique index statement_entry_of_line on billing.statement_entry (line_id);
create index statement_entry_alike on billing.statement_entry (account, day, amount, reference);
create index statement_entry_by_digest on billing.statement_entry (digest, occurrence);

create index client_by_taxpayer on billing.client (taxpayer_id) where taxpayer_id is not null;
