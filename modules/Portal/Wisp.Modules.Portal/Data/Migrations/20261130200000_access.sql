-- A client's access to the portal. Its address to sign in with is the client's main e-mail, which stands in Clients alone.
create table portal.access (
  id uuid primary key,                     -- the client's
  enabled boolean not null default true,
  password_hash text,
  must_change boolean not null default false,
  password_at timestamptz,
  security_stamp text not null,
  concurrency_stamp text,
  two_factor_enabled boolean not null default false,
  second_factor_step bigint,
  last_sign_in_at timestamptz,
  made_at timestamptz not null,
  check (password_hash is not null or not must_change)
);
create index access_last_sign_in on portal.access (last_sign_in_at desc nulls last, id);

-- Keys of authenticator apps and recovery codes, encrypted.
create table portal.access_token (
  access_id uuid not null references portal.access,
  login_provider text not null,
  name text not null,
  value text,
  primary key (access_id, login_provider, name)
);

-- Wrong tries by what was typed, whether or not anybody has that address, so that the lock tells nothing.
create table portal.sign_in_try (
  digest bytea primary key check (length(digest) = 32),
  failures integer not null,
  first_at timestamptz not null
);
create index sign_in_try_age on portal.sign_in_try (first_at);

-- Links that open the portal once.
create table portal.link (
  id uuid primary key default host.uuid7(),
  client_id uuid not null references portal.access,
  digest bytea not null unique check (length(digest) = 32),
  made_by text not null check (made_by in ('subscriber', 'operator')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index link_client on portal.link (client_id, made_at desc);

-- A sign-in on one browser. Ended ones stay for the list until they are swept.
create table portal.session (
  id uuid primary key,
  client_id uuid not null references portal.access,
  kind text not null check (kind in ('password', 'link', 'device', 'operator')),
  operator_name text,
  made_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  address text,
  user_agent text,
  check ((kind = 'operator') = (operator_name is not null))
);
create index session_client on portal.session (client_id, last_seen_at desc) where ended_at is null;
create index session_age on portal.session (expires_at);

-- Passwords that operators had made, for the limit and the audit (PWD-07).
create table portal.regeneration (
  id uuid primary key default host.uuid7(),
  client_id uuid not null references portal.access,
  at timestamptz not null,
  mail_id uuid
);
create index regeneration_client on portal.regeneration (client_id, at desc);

-- An operator looked at the portal as a client.
create table portal.view_as (
  id uuid primary key default host.uuid7(),
  client_id uuid not null references portal.access,
  session_id uuid not null references portal.session,
  at timestamptz not null
);
create index view_as_client on portal.view_as (client_id, at desc);

create view portal.accesses_v1 as
  select a.id as client_id, a.enabled, a.password_hash is not null as has_password, a.last_sign_in_at, a.made_at from portal.access a;
