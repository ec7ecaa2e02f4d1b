-- The link that pairs a client's phones. What stands here is half of it: the other half is made with a key that is in no database.
create table portal.pairing (
  id uuid primary key references portal.access,          -- the client's
  link_id bytea not null unique check (length(link_id) = 16),
  made_at timestamptz not null,
  revoked_at timestamptz
);

create table portal.device (
  id uuid primary key default host.uuid7(),
  client_id uuid not null references portal.access,
  name text not null check (char_length(name) between 1 and 60),
  platform text not null check (platform in ('android', 'ios', 'windows', 'mac', 'linux', 'other')),
  paired_at timestamptz not null,
  revoked_at timestamptz
);
create index device_of_client on portal.device (client_id, paired_at desc) where revoked_at is null;

alter table portal.session add column device_id uuid references portal.device;
create index session_of_device on portal.session (device_id, last_seen_at desc) where ended_at is null;
