create domain billing.name as text constraint name_valid
  check (value <> '' and value = btrim(value) and char_length(value) <= 255 and value is nfc normalized);
create domain billing.line as text constraint line_valid
  check (value <> '' and value = btrim(value) and char_length(value) <= 255);
create domain billing.money as numeric(18, 2);

-- Who issues invoices. A firm "de fantasía" has no legal standing: no tax number, its own letter, nothing is reported.
create table billing.firm (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  company_name billing.name not null,
  is_fantasy boolean not null,
  country text not null constraint firm_country_valid check (country ~ '^[A-Z]{2}$'),
  vat_condition text not null,
  taxpayer_id text constraint firm_taxpayer_valid check (taxpayer_id ~ '^[0-9A-Z]{2,20}$'),
  gross_income billing.line,
  start_activities_date date,
  principal_activity billing.line,
  email billing.line,
  phone billing.line,
  address billing.line,
  zip_code billing.line,
  archived_at timestamptz,
  constraint firm_fantasy_whole check (is_fantasy = (vat_condition = 'fantasy') and is_fantasy = (taxpayer_id is null))
);
comment on column billing.firm.vat_condition is 'Code of an issuer''s standing in the catalogue of its country, or "fantasy".';
create unique index firm_live_name on billing.firm (ext.fold(company_name)) where archived_at is null;

create table billing.point_of_sale (
  id uuid primary key default host.uuid7(),
  firm_id uuid not null constraint point_of_sale_firm_exists references billing.firm,
  number integer not null constraint point_of_sale_number_valid check (number between 1 and 99999),
  is_default boolean not null default false,
  archived_at timestamptz,
  constraint point_of_sale_number_once unique (firm_id, number),
  constraint point_of_sale_default_live check (not is_default or archived_at is null)
);
create unique index point_of_sale_default on billing.point_of_sale (firm_id) where is_default;

-- Numbers run without gaps: whoever takes some holds the row until the transaction ends.
create table billing.number_series (
  point_of_sale_id uuid not null constraint number_series_point_of_sale_exists references billing.point_of_sale,
  document text not null constraint number_series_document_valid check (document in ('invoice', 'credit_note')),
  letter text not null,
  last bigint not null default 0 constraint number_series_last_valid check (last between 0 and 99999999),
  primary key (point_of_sale_id, document, letter)
);

create table billing.tax (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  name billing.name not null,
  kind text not null constraint tax_kind_valid check (kind in ('vat', 'perception', 'internal', 'other')),
  rate numeric(9, 4) not null constraint tax_rate_valid check (rate between 0 and 100),
  country text not null constraint tax_country_valid check (country ~ '^[A-Z]{2}$'),
  authority_code text constraint tax_code_valid check (authority_code ~ '^[0-9A-Za-z._-]{1,20}$'),
  included_in_price boolean not null,
  archived_at timestamptz
);
comment on column billing.tax.included_in_price is 'Whether a price that includes tax includes this one; others are added on top of it.';
create unique index tax_live_name on billing.tax (ext.fold(name)) where archived_at is null;

-- How money comes in. Those that Wisp brings have a code and are named in the reader's language.
create table billing.payment_method (
  id uuid primary key default host.uuid7(),
  code text unique,
  name billing.name,
  needs_reference boolean not null default false,
  archived_at timestamptz,
  constraint payment_method_named check ((code is null) <> (name is null))
);
create unique index payment_method_live_name on billing.payment_method (ext.fold(name)) where archived_at is null and name is not null;
insert into billing.payment_method (code) values
  ('cash'), ('transfer'), ('debit_card'), ('credit_card'), ('direct_debit'), ('gateway'), ('other');

-- When invoices fall due and what follows; the row without a name holds for contracts without a profile.
create table billing.profile (
  id uuid primary key default host.uuid7(),
  public_id bigint generated always as identity unique,
  name billing.name,
  first_due_days smallint not null default 10 constraint profile_first_due_valid check (first_due_days between 0 and 365),
  second_due_days smallint not null default 20,
  alert_days smallint not null default 0 constraint profile_alert_valid check (alert_days between 0 and 365),
  cut_days smallint not null default 0 constraint profile_cut_valid check (cut_days between 0 and 365),
  surcharge_kind text not null default 'none' constraint profile_surcharge_kind_valid check (surcharge_kind in ('none', 'percent', 'amount')),
  surcharge_value numeric(18, 4) not null default 0,
  archived_at timestamptz,
  constraint profile_due_order check (second_due_days between first_due_days and 365),
  constraint profile_surcharge_valid check (surcharge_value >= 0 and (surcharge_kind <> 'percent' or surcharge_value <= 100) and (surcharge_kind = 'none') = (surcharge_value = 0))
);
create unique index profile_live_name on billing.profile (ext.fold(name)) where archived_at is null and name is not null;
create unique index profile_default on billing.profile ((true)) where name is null;
insert into billing.profile (name) values (null);

-- What holds for the whole ISP.
create table billing.settings (
  id uuid primary key default host.uuid7(),
  single boolean not null default true unique constraint settings_single check (single),
  cycle_start_day smallint not null default 1 constraint settings_cycle_valid check (cycle_start_day between 1 and 28),
  billing_mode text not null default 'advance' constraint settings_mode_valid check (billing_mode in ('advance', 'arrears')),
  issue_offset_days smallint not null default 0 constraint settings_offset_valid check (issue_offset_days between -27 and 27),
  run_hour smallint not null default 3 constraint settings_hour_valid check (run_hour between 0 and 23),
  issue_by_itself boolean not null default false,
  prorate boolean not null default true,
  bill_system_disabled boolean not null default false,
  apply_credit boolean not null default true,
  debt_per_client boolean not null default false,
  overdue_is_enough boolean not null default true,
  minimum_debt billing.money not null default 0 constraint settings_minimum_valid check (minimum_debt >= 0),
  no_cut_weekdays smallint[] not null default '{}' constraint settings_weekdays_valid check (no_cut_weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  no_cut_days date[] not null default '{}',
  promise_limit smallint not null default 2 constraint settings_promise_limit_valid check (promise_limit between 0 and 90),
  promise_longest_days smallint not null default 15 constraint settings_promise_days_valid check (promise_longest_days between 1 and 90),
  odd_percent smallint not null default 30 constraint settings_odd_valid check (odd_percent between 1 and 1000)
);
comment on column billing.settings.issue_by_itself is 'Whether the nightly run issues what it planned; else a person looks at it first.';
comment on column billing.settings.no_cut_weekdays is 'ISO days of the week, 1 is Monday, on which nobody is cut.';
insert into billing.settings default values;

-- What is done once a day, and the last day on which it was: apart from the settings, which a person may have open meanwhile.
create table billing.day_done (
  work text primary key,
  day date not null
);
insert into billing.day_done (work, day) values ('states', '-infinity');

-- The tab "Facturación": how one client is billed, for all contracts. The id is the client's.
create table billing.client (
  id uuid primary key,
  enabled boolean not null default false,
  firm_id uuid constraint client_firm_exists references billing.firm,
  vat_condition text,
  invoice_kind text constraint client_kind_valid check (invoice_kind in ('A', 'B', 'C', 'M', 'X')),
  cycle_start_day smallint constraint client_cycle_valid check (cycle_start_day between 1 and 28),
  cycle_overridden boolean not null default false,
  taxpayer_id text constraint client_taxpayer_valid check (taxpayer_id ~ '^[0-9A-Z&Ñ]{2,20}$'),
  report_after_payment boolean not null default false,
  automatic_state boolean not null default true,
  tax_ids uuid[] not null default '{}',
  payment_method_id uuid constraint client_method_exists references billing.payment_method,
  email_on_invoice boolean not null default true,
  email_on_payment boolean not null default true,
  notify_emails text,
  enabled_on date,
  first_from date,
  constraint client_enabled_whole check (not enabled or (
    firm_id is not null and vat_condition is not null and invoice_kind is not null and cycle_start_day is not null
    and enabled_on is not null and first_from is not null))
);
comment on column billing.client.enabled_on is 'When the switch was last turned on: contracts that start from then on are billed from their first day.';
comment on column billing.client.first_from is 'From when contracts that had begun before are billed (FBIL-19).';
create index client_of_firm on billing.client (firm_id);
create index client_by_cycle on billing.client (cycle_start_day) where enabled;

-- What a contract is billed besides its plan, and the profile that it has. One row an extra; ids of contracts are Network's.
create table billing.contract_profile (
  id uuid primary key,
  client_id uuid not null,
  profile_id uuid not null constraint contract_profile_exists references billing.profile
);
comment on column billing.contract_profile.id is 'The contract.';
create index contract_profile_of_profile on billing.contract_profile (profile_id);

create table billing.contract_item (
  id uuid primary key default host.uuid7(),
  contract_id uuid not null,
  client_id uuid not null,
  kind text not null constraint contract_item_kind_valid check (kind in ('recurring', 'one_off', 'surcharge', 'discount_percent', 'discount_amount')),
  description billing.line not null,
  value numeric(18, 4) not null constraint contract_item_value_valid check (value > 0 and (kind <> 'discount_percent' or value <= 100)),
  every_periods smallint not null default 1 constraint contract_item_every_valid check (every_periods between 1 and 60),
  periods smallint constraint contract_item_periods_valid check (periods between 1 and 1200),
  from_date date not null,
  invoice_id uuid,
  created_at timestamptz not null,
  archived_at timestamptz,
  constraint contract_item_once check (kind not in ('one_off', 'surcharge') or (every_periods = 1 and periods = 1))
);
comment on column billing.contract_item.periods is 'In how many invoices it stands; NULL for ever.';
comment on column billing.contract_item.from_date is 'Not in periods that end before.';
comment on column billing.contract_item.invoice_id is 'Of a surcharge: the invoice that was paid late, which has one at most.';
create index contract_item_live on billing.contract_item (contract_id) where archived_at is null;
create unique index contract_item_surcharge on billing.contract_item (invoice_id) where kind = 'surcharge' and archived_at is null;
