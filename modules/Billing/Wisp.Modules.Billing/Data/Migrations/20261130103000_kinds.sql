-- Countries have letters of their own: F, T and whatever a partner's has. Which are allowed is said by the country's data.
alter table billing.client drop constraint client_kind_valid;
alter table billing.client add constraint client_kind_valid check (invoice_kind ~ '^[A-Z]$');
alter table billing.invoice drop constraint invoice_kind_valid;
alter table billing.invoice add constraint invoice_kind_valid check (kind ~ '^[A-Z]$');
-- Mexican tax numbers have Ñ and &, of firms as of clients.
alter table billing.firm drop constraint firm_taxpayer_valid;
alter table billing.firm add constraint firm_taxpayer_valid check (taxpayer_id ~ '^[0-9A-Z&Ñ]{2,20}$');
-- A condition is a code of the firm's country: whoever shows one needs it.
create or replace view billing.firms_v1 as select f.id, f.company_name::text as company_name, f.archived_at is not null as archived, f.country from billing.firm f;
