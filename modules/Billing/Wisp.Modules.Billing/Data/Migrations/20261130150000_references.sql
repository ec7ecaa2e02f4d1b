-- A run writes hundreds of thousands of rows at once, and a foreign key looks up each of them by itself. What nobody may delete (no role has the
-- right to) is looked up once a statement instead, by its key: plans kept from when a table was small do not read it whole later.
create function billing.keep_invoice_references() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare missing text := case
  when exists (select from (select distinct firm_id as id from told) t where not exists (select from billing.firm o where o.id = t.id)) then 'firm'
  when exists (select from (select distinct point_of_sale_id as id from told) t where not exists (select from billing.point_of_sale o where o.id = t.id)) then 'point_of_sale'
  when exists (select from (select distinct run_id as id from told where run_id is not null) t where not exists (select from billing.run o where o.id = t.id)) then 'run'
  when exists (select from (select distinct firm_party_id as id from told where firm_party_id is not null) t where not exists (select from billing.party o where o.id = t.id)) then 'firm_party'
  when exists (select from told t where t.client_party_id is not null and not exists (select from billing.party o where o.id = t.client_party_id)) then 'client_party'
  end;
begin
  if missing is null then return null; end if;
  raise foreign_key_violation using message = format('an invoice refers to a %s that is not there', missing), schema = 'billing', table = 'invoice', constraint = format('invoice_%s_exists', missing);
end $$;

create function billing.keep_invoice_item_references() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if not exists (select from told t where not exists (select from billing.invoice o where o.id = t.invoice_id)) then return null; end if;
  raise foreign_key_violation using message = 'an item is of an invoice that is not there', schema = 'billing', table = 'invoice_item', constraint = 'invoice_item_invoice_exists';
end $$;

create function billing.keep_invoice_tax_references() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare missing text := case
  when exists (select from told t where not exists (select from billing.invoice o where o.id = t.invoice_id)) then 'invoice'
  when exists (select from (select distinct tax_id as id from told) t where not exists (select from billing.tax o where o.id = t.id)) then 'tax'
  end;
begin
  if missing is null then return null; end if;
  raise foreign_key_violation using message = format('a tax of an invoice refers to a %s that is not there', missing), schema = 'billing', table = 'invoice_tax', constraint = format('invoice_tax_%s_exists', missing);
end $$;

create function billing.keep_period_references() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if not exists (select from told t where t.invoice_id is not null and not exists (select from billing.invoice o where o.id = t.invoice_id)) then return null; end if;
  raise foreign_key_violation using message = 'a period is of an invoice that is not there', schema = 'billing', table = 'period', constraint = 'period_invoice_exists';
end $$;

create function billing.keep_account_transaction_references() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare missing text := case
  when exists (select from told t where t.invoice_id is not null and not exists (select from billing.invoice o where o.id = t.invoice_id)) then 'invoice'
  when exists (select from told t where t.payment_id is not null and not exists (select from billing.payment o where o.id = t.payment_id)) then 'payment'
  when exists (select from told t where t.credit_note_id is not null and not exists (select from billing.credit_note o where o.id = t.credit_note_id)) then 'credit_note'
  when exists (select from told t where t.refund_id is not null and not exists (select from billing.refund o where o.id = t.refund_id)) then 'refund'
  end;
begin
  if missing is null then return null; end if;
  raise foreign_key_violation using message = format('the ledger refers to a %s that is not there', missing), schema = 'billing', table = 'account_transaction', constraint = format('account_transaction_%s_exists', missing);
end $$;

alter table billing.invoice drop constraint invoice_firm_exists, drop constraint invoice_point_of_sale_exists, drop constraint invoice_run_exists,
  drop constraint invoice_firm_party_exists, drop constraint invoice_client_party_exists;
alter table billing.invoice_item drop constraint invoice_item_invoice_exists;
alter table billing.invoice_tax drop constraint invoice_tax_invoice_exists, drop constraint invoice_tax_tax_exists;
alter table billing.period drop constraint period_invoice_exists;
alter table billing.account_transaction drop constraint account_transaction_invoice_exists, drop constraint account_transaction_payment_exists,
  drop constraint account_transaction_credit_note_exists, drop constraint account_transaction_refund_exists;

create trigger keep_references_i after insert on billing.invoice referencing new table as told for each statement execute function billing.keep_invoice_references();
create trigger keep_references_u after update on billing.invoice referencing new table as told for each statement execute function billing.keep_invoice_references();
create trigger keep_references_i after insert on billing.invoice_item referencing new table as told for each statement execute function billing.keep_invoice_item_references();
create trigger keep_references_u after update on billing.invoice_item referencing new table as told for each statement execute function billing.keep_invoice_item_references();
create trigger keep_references_i after insert on billing.invoice_tax referencing new table as told for each statement execute function billing.keep_invoice_tax_references();
create trigger keep_references_i after insert on billing.period referencing new table as told for each statement execute function billing.keep_period_references();
create trigger keep_references_u after update on billing.period referencing new table as told for each statement execute function billing.keep_period_references();
create trigger keep_references_i after insert on billing.account_transaction referencing new table as told for each statement execute function billing.keep_account_transaction_references();

-- Drafts are read on from the last one, so the run's invoices in order do for both.
drop index billing.invoice_drafts;
drop index billing.invoice_of_run;
create index invoice_of_run on billing.invoice (run_id, id) where run_id is not null;
