-- The ledger: one row a message and recipient. It is claimed and committed before SMTP, and told the server's answer after.
create table host.mail (
  id uuid primary key default host.uuid7(),
  kind text not null,
  address text not null check (address !~ '[[:cntrl:]]' and length(address) between 3 and 320),
  name text,
  culture text not null,
  subject_id uuid,
  model jsonb not null,
  secrets bytea,
  carries_secret boolean not null,
  secrets_expire_at timestamptz,
  once text check (length(once) <= 200),
  files uuid[] not null default '{}',
  state text not null check (state in ('kept', 'queued', 'sending', 'handed_over', 'refused', 'unknown', 'stopped')),
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  claimed_by uuid,
  subject text,
  answer text,
  bounced_at timestamptz,
  bounce_reason text,
  actor text not null,
  batch_id uuid,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (kind, once),
  check ((state = 'sending') <= (claimed_by is not null)),
  check ((bounced_at is null) = (bounce_reason is null))
);
-- What carries a secret is awaited by somebody: it goes before invoices by the thousand.
create index mail_due on host.mail ((secrets is null), not_before, id) where state = 'queued';
create index mail_sending on host.mail (claimed_by) where state = 'sending';
create index mail_by_state on host.mail (state, id desc);
create index mail_of_subject on host.mail (subject_id, id desc) where subject_id is not null;
create index mail_bounced on host.mail (lower(address), bounced_at desc) where bounced_at is not null;
create index mail_with_secret on host.mail (secrets_expire_at) where secrets is not null;
create index mail_to on host.mail (lower(address) text_pattern_ops, id desc);

-- What happened to a message besides its one hand-over: each delay, refusal, bounce, and what people did.
create table host.mail_event (
  mail_id uuid not null references host.mail,
  no bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  what text not null check (what in ('delayed', 'refused', 'unknown', 'stopped', 'resent', 'bounced')),
  answer text,
  actor text,
  primary key (mail_id, no)
);

-- How the last attempt to reach the server ended, for the banner of the Mail page.
create table host.mail_server (
  id boolean primary key default true check (id),
  failed_at timestamptz,
  failure text
);
insert into host.mail_server default values;

-- Up to where the mailbox of bounces was read.
create table host.mail_box (
  address text primary key,
  validity bigint not null,
  last_uid bigint not null
);

-- Addresses that mail came back from; the newest reason of each is the one to show.
create view host.bounces_v1 as
  select lower(address) as address, subject_id, kind, bounced_at, bounce_reason from host.mail where bounced_at is not null;

create function host.queue_mail(
  kind text, address text, name text, culture text, subject uuid, model jsonb, secrets bytea, secrets_expire_at timestamptz, once text, files uuid[])
returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  mail uuid;
  ready boolean := coalesce((select value ->> 'host' <> '' from host.setting where key = 'host.mail'), false);
begin
  if secrets is not null and not ready then
    raise exception 'mail with a secret needs an SMTP server' using errcode = 'WA010';
  end if;
  insert into host.mail (kind, address, name, culture, subject_id, model, secrets, carries_secret, secrets_expire_at, once, files, state, actor, batch_id)
  values (queue_mail.kind, queue_mail.address, left(queue_mail.name, 200), queue_mail.culture, queue_mail.subject, queue_mail.model,
          queue_mail.secrets, queue_mail.secrets is not null,
          case when queue_mail.secrets is not null then coalesce(queue_mail.secrets_expire_at, now() + interval '72 hours') end, queue_mail.once, coalesce(queue_mail.files, '{}'),
          case when ready then 'queued' else 'kept' end,
          coalesce(nullif(current_setting('wisp.actor', true), ''), session_user::text),
          nullif(current_setting('wisp.batch', true), '')::uuid)
  on conflict on constraint mail_kind_once_key do nothing
  returning id into mail;
  if mail is not null then perform pg_notify('wisp_mail', ''); end if;
  return mail;
end $$;
