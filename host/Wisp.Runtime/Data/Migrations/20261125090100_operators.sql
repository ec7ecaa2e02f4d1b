create table host.operator (
  id uuid primary key default host.uuid7(),
  name text not null check (length(name) between 1 and 100),
  language text check (language in ('es', 'en')),
  disabled boolean not null default false,
  must_change_password boolean not null default false,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  user_name text not null check (length(user_name) <= 256),
  normalized_user_name text not null unique,
  email text not null check (length(email) <= 256),
  normalized_email text not null,
  email_confirmed boolean not null default false,
  password_hash text,
  security_stamp text not null,
  concurrency_stamp text not null,
  phone_number text,
  phone_number_confirmed boolean not null default false,
  two_factor_enabled boolean not null default false,
  lockout_end timestamptz,
  lockout_enabled boolean not null default true,
  access_failed_count integer not null default 0
);
create unique index operator_by_email on host.operator (normalized_email);

create table host.role (
  id uuid primary key default host.uuid7(),
  name text not null check (length(name) between 1 and 60),
  normalized_name text not null unique,
  description text not null default '',
  built_in boolean not null default false,
  concurrency_stamp text not null
);

-- The audit wants one uuid key a table; the pair is unique beside it.
create table host.operator_role (
  id uuid primary key default host.uuid7(),
  operator_id uuid not null references host.operator,
  role_id uuid not null references host.role,
  unique (operator_id, role_id)
);
create index operator_role_by_role on host.operator_role (role_id);

create table host.role_permission (
  id uuid primary key default host.uuid7(),
  role_id uuid not null references host.role,
  permission text not null check (length(permission) between 1 and 100),
  scope text not null default 'all' check (scope in ('all', 'own')),
  unique (role_id, permission)
);

create table host.operator_token (
  id uuid primary key default host.uuid7(),
  operator_id uuid not null references host.operator,
  login_provider text not null,
  name text not null,
  value text,
  unique (operator_id, login_provider, name)
);

create table host.operator_claim (
  id integer generated always as identity primary key,
  operator_id uuid not null references host.operator,
  claim_type text,
  claim_value text
);
create index operator_claim_by_operator on host.operator_claim (operator_id);

create table host.operator_login (
  login_provider text not null,
  provider_key text not null,
  provider_display_name text,
  operator_id uuid not null references host.operator,
  primary key (login_provider, provider_key)
);

create table host.role_claim (
  id integer generated always as identity primary key,
  role_id uuid not null references host.role,
  claim_type text,
  claim_value text
);

create table host.operator_session (
  id uuid primary key,
  operator_id uuid not null references host.operator,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  address text,
  user_agent text,
  ended_at timestamptz
);
create index operator_session_open_by_operator on host.operator_session (operator_id) where ended_at is null;

-- The roles of the domain's permission table. Keys of modules that are not there are harmless.
insert into host.role (name, normalized_name, built_in, concurrency_stamp)
select name, upper(name), true, host.uuid7()::text
from unnest(array['admin', 'billing', 'sales', 'collector', 'support', 'readonly']) as name;

insert into host.role_permission (role_id, permission, scope)
select role.id, held.permission, held.scope
from (values
  ('admin', 'all', array['*']),
  ('billing', 'all', array[
    'clients.view', 'clients.create', 'clients.edit', 'clients.rename', 'clients.deactivate', 'clients.reactivate',
    'clients.bulk_update', 'clients.export', 'clients.regenerate_password', 'billing.edit', 'contracts.view',
    'invoices.issue', 'invoices.void', 'invoices.credit', 'payments.create', 'payments.void', 'account.view',
    'settings.firms', 'settings.taxes', 'settings.gateways', 'settings.zones', 'settings.periods', 'audit.view']),
  ('sales', 'all', array[
    'clients.view', 'clients.create', 'clients.edit', 'clients.regenerate_password',
    'contracts.view', 'contracts.edit', 'contracts.change_state', 'account.view']),
  ('collector', 'own', array['clients.view', 'contracts.view', 'payments.create', 'account.view']),
  ('support', 'all', array[
    'clients.view', 'clients.create', 'clients.edit', 'clients.regenerate_password',
    'contracts.view', 'contracts.edit', 'contracts.change_state', 'account.view', 'audit.view']),
  ('readonly', 'all', array['clients.view', 'contracts.view', 'account.view'])
) as given (role, scope, permissions)
join host.role on role.name = given.role
cross join lateral (select unnest(given.permissions) as permission, given.scope) as held;
