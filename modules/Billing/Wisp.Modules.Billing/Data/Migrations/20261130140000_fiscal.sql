-- Reporting to a country's authority (4.3). Where a firm reports, numbers are the authority's and taken when a document is sent (SM-I4); until
-- then it is known by its public id.
alter table billing.firm add column authority text constraint firm_authority_valid check (authority ~ '^[a-z][a-z0-9_-]{0,39}$');
alter table billing.firm add constraint firm_authority_legal check (authority is null or not is_fantasy);

alter table billing.invoice add column report_after_payment boolean not null default false;
alter table billing.invoice drop constraint invoice_issued_whole;
alter table billing.invoice add constraint invoice_issued_whole check (state not in ('pending', 'paid') or (
  (number is not null or fiscal_state not in ('not_applicable', 'authorized'))
  and issued_at is not null and issued_on is not null and firm_party_id is not null and client_party_id is not null));
alter table billing.credit_note alter column number drop not null;
alter table billing.credit_note add constraint credit_note_fiscal_valid
  check (fiscal_state in ('not_applicable', 'queued', 'sending', 'authorized', 'rejected', 'uncertain'));
drop index billing.invoice_fiscal_queue;
create index invoice_to_report on billing.invoice (point_of_sale_id, kind, issued_on, public_id) where fiscal_state in ('queued', 'sending', 'uncertain');
create index invoice_in_report on billing.invoice (point_of_sale_id, kind) where fiscal_state in ('sending', 'uncertain');
create index invoice_not_authorized on billing.invoice (fiscal_state, issued_on, public_id) where fiscal_state in ('waiting_payment', 'queued', 'sending', 'rejected', 'uncertain');
create index credit_note_to_report on billing.credit_note (point_of_sale_id, kind, issued_on, public_id) where fiscal_state in ('queued', 'sending', 'uncertain');
create index credit_note_not_authorized on billing.credit_note (fiscal_state, issued_on, public_id) where fiscal_state in ('queued', 'sending', 'rejected', 'uncertain');

-- What is known of a document at the authority: a row from the first attempt on.
create table billing.fiscal_document (
  id uuid primary key,
  is_note boolean not null,
  point_of_sale_id uuid not null constraint fiscal_document_point_exists references billing.point_of_sale,
  letter text not null,
  number bigint constraint fiscal_document_number_valid check (number between 1 and 99999999),
  on_date date,
  attempts integer not null default 0,
  next_at timestamptz,
  problem text,
  authorization_code text constraint fiscal_document_code_valid check (char_length(authorization_code) between 1 and 50),
  expires_on date,
  authorized_at timestamptz,
  observations jsonb not null default '[]',
  errors jsonb not null default '[]',
  qr text,
  mailed_at timestamptz,
  constraint fiscal_document_authorized_whole check ((authorization_code is null) = (authorized_at is null) and (authorized_at is null or number is not null and on_date is not null))
);
comment on column billing.fiscal_document.id is 'The invoice or credit note.';
comment on column billing.fiscal_document.problem is 'Why the last attempt gave no answer.';
create unique index fiscal_document_number on billing.fiscal_document (point_of_sale_id, is_note, letter, number) where number is not null;
create index fiscal_document_last on billing.fiscal_document (point_of_sale_id, is_note, letter, on_date desc) where authorized_at is not null;
create index fiscal_document_waits on billing.fiscal_document (point_of_sale_id, is_note, letter) where next_at is not null;
create index fiscal_document_to_mail on billing.fiscal_document (authorized_at) where authorized_at is not null and mailed_at is null and not is_note;

-- Each exchange with an authority, as it was.
create table billing.fiscal_submission (
  id bigint generated always as identity primary key,
  document_id uuid not null constraint fiscal_submission_document_exists references billing.fiscal_document,
  attempt integer not null,
  act text not null constraint fiscal_submission_act_valid check (act in ('authorize', 'find')),
  number bigint not null,
  sent_at timestamptz not null,
  answered_at timestamptz not null,
  result text constraint fiscal_submission_result_valid check (result in ('authorized', 'observed', 'rejected', 'absent')),
  request text,
  response text
);
comment on column billing.fiscal_submission.result is 'Empty when no answer came.';
create index fiscal_submission_of_document on billing.fiscal_submission (document_id, id);

create or replace view billing.invoices_v1 as
select i.id, i.public_id, i.client_id, i.contract_id, i.firm_id, i.kind, p.number as point_of_sale, i.number, i.state, i.period_from, i.period_to, i.issued_on,
       i.first_due_date, i.second_due_date, i.gross_amount, i.balance, i.currency, i.fiscal_state
from billing.invoice i join billing.point_of_sale p on p.id = i.point_of_sale_id
where i.issued_on is not null;
