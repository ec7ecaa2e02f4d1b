-- What subscribers are told: of one kind, each client of one thing once.
create table portal.notice (
  id uuid primary key default host.uuid7(),
  kind text not null,
  client_id uuid not null,
  key text not null check (char_length(key) between 1 and 200),
  arguments jsonb not null check (jsonb_typeof(arguments) = 'object'),
  url text not null check (url = '/portal' or url like '/portal/%'),
  made_at timestamptz not null,
  seen_at timestamptz,
  constraint notice_once unique (kind, key, client_id)
);
create index notice_of_client on portal.notice (client_id, made_at desc, id desc);
create index notice_unseen on portal.notice (client_id, made_at desc) where seen_at is null;
create index notice_age on portal.notice (made_at);

-- How it leaves: by a channel, to a device where the channel has some.
create table portal.delivery (
  id uuid primary key default host.uuid7(),
  notice_id uuid not null references portal.notice on delete cascade,
  channel text not null,
  device_id uuid references portal.device,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'expired')),
  urgent boolean not null,
  not_before timestamptz not null,
  expires_at timestamptz not null,
  attempts smallint not null default 0,
  last_error text,
  claimed_by uuid,                                       -- the job that has it in hand
  at timestamptz not null,                               -- of the state
  constraint delivery_once unique nulls not distinct (notice_id, channel, device_id),
  constraint delivery_claim_whole check ((state = 'sending') = (claimed_by is not null))
);
create index delivery_due on portal.delivery (channel, urgent desc, not_before) where state = 'queued';
create index delivery_late on portal.delivery (expires_at) where state = 'queued';
create index delivery_in_hand on portal.delivery (at) where state = 'sending';

-- Whether a courier was called that did not set out yet: a thousand notices call one.
create table portal.courier (
  single boolean primary key default true check (single),
  called boolean not null default false
);
insert into portal.courier default values;

-- What signs pushes. The private part is encrypted.
create table portal.push_key (
  single boolean primary key default true check (single),
  public_key text not null,
  private_key text not null,
  made_at timestamptz not null
);

-- Where a device is reached, as its browser said.
create table portal.push_subscription (
  device_id uuid primary key references portal.device,
  endpoint text not null unique check (char_length(endpoint) <= 1000),
  p256dh text not null,
  auth text not null,
  culture text not null,
  made_at timestamptz not null
);

-- What the ISP tells many at once.
create table portal.message (
  id uuid primary key default host.uuid7(),
  audience text not null check (audience in ('everybody', 'zone', 'node', 'debtors')),
  audience_id uuid,
  audience_name text,
  title text not null check (char_length(title) between 1 and 60),
  body text not null check (char_length(body) between 1 and 500),
  clients integer not null,                              -- as they were counted before it was sent
  made_at timestamptz not null,
  made_by text not null,
  job_id uuid,
  ended_at timestamptz,
  check ((audience in ('zone', 'node')) = (audience_id is not null))
);
create index message_latest on portal.message (made_at desc, id desc);
