alter table billing.settings
  add column notice_days smallint not null default 3 constraint settings_notice_days_valid check (notice_days between 0 and 60),
  add column notice_on_alert boolean not null default true,
  add column notice_on_cut boolean not null default true;
comment on column billing.settings.notice_days is 'Days before the first due date on which a client is reminded of an invoice; 0 reminds nobody.';

-- What clients were told by mail about an unpaid invoice, each once (AUT-08): the proof that it was queued, or why it was not.
create table billing.due_notice (
  invoice_id uuid not null constraint due_notice_invoice_exists references billing.invoice,
  kind text not null constraint due_notice_kind_valid check (kind in ('due', 'alert', 'cut')),
  client_id uuid not null,
  contract_id uuid not null,
  day date not null,
  outcome text constraint due_notice_outcome_valid check (outcome in ('queued', 'off', 'unwanted', 'no_address', 'settled', 'passed')),
  mail_ids uuid[] not null default '{}',
  at timestamptz not null,
  primary key (invoice_id, kind),
  constraint due_notice_queued_whole check ((outcome is not distinct from 'queued') = (mail_ids <> '{}'))
);
comment on column billing.due_notice.outcome is 'NULL while it waits. off: the ISP''s switch; unwanted: the client''s; settled: paid or void by then; passed: not so any more by then.';
comment on column billing.due_notice.contract_id is 'The contract that is billed, alerted or cut.';
create index due_notice_waiting on billing.due_notice (client_id) where outcome is null;
create index due_notice_of_client on billing.due_notice (client_id);
create index invoice_falling_due on billing.invoice (first_due_date, id) where state = 'pending';
