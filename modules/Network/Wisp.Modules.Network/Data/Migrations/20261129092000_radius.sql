-- What becomes of lines that are not simply in service. One row.
create table network.radius_policy (
  id uuid primary key default host.uuid7(),
  single boolean not null default true constraint radius_policy_is_one unique check (single),
  alerted text not null default 'pool' constraint radius_policy_alerted_valid check (alerted in ('serve', 'pool', 'refuse')),
  alerted_pool text constraint radius_policy_alerted_pool_valid check (alerted_pool ~ '^[A-Za-z0-9_.-]{1,63}$'),
  disabled text not null default 'refuse' constraint radius_policy_disabled_valid check (disabled in ('pool', 'refuse')),
  disabled_pool text constraint radius_policy_disabled_pool_valid check (disabled_pool ~ '^[A-Za-z0-9_.-]{1,63}$'),
  unknown text not null default 'refuse' constraint radius_policy_unknown_valid check (unknown in ('pool', 'refuse')),
  unknown_pool text constraint radius_policy_unknown_pool_valid check (unknown_pool ~ '^[A-Za-z0-9_.-]{1,63}$'),
  interim_seconds integer not null default 300 constraint radius_policy_interim_valid check (interim_seconds between 60 and 3600),
  constraint radius_policy_pools_whole check (
    (alerted <> 'pool' or alerted_pool is not null) and (disabled <> 'pool' or disabled_pool is not null) and (unknown <> 'pool' or unknown_pool is not null))
);
insert into network.radius_policy (alerted_pool) values ('avisos');

comment on column network.server.secret is 'Shared secret, encrypted (docs/adr/0009); never clear.';
comment on column network.contract.pppoe_password is 'Encrypted (docs/adr/0009); never clear.';

-- Opens "aes1:" and Base64 of a random vector, the text under AES-256 in CBC, and the HMAC-SHA-256 of purpose and both. The key comes with the
-- connection, which FreeRADIUS opens with it, and is in no table.
create function network.reveal(stored text, purpose text) returns text
language plpgsql stable strict as $$
declare
  key bytea := decode(coalesce(current_setting('wisp.radius_key', true), ''), 'hex');
  box bytea := case when stored like 'aes1:%' then decode(substr(stored, 6), 'base64') else '' end;
  size integer := length(box);
begin
  if length(key) <> 64 then raise exception 'The connection has no key for secrets.' using errcode = 'invalid_authorization_specification'; end if;
  if size < 64 or ext.hmac(convert_to(purpose, 'UTF8') || substring(box for size - 32), substring(key from 33), 'sha256') <> substring(box from size - 31) then
    raise exception 'The connection''s key does not open a secret.' using errcode = 'invalid_authorization_specification';
  end if;
  return convert_from(ext.decrypt_iv(substring(box from 17 for size - 48), substring(key for 32), substring(box for 16), 'aes-cbc/pad:pkcs'), 'UTF8');
end $$;

-- What FreeRADIUS asks for each Access-Request: the password to compare with and what the reply says, or Reject with the reason.
-- Values are read as between double quotes, so backslashes are doubled. Each way is one statement, because expressions of PL/pgSQL are made
-- ready anew in each transaction, which took longer than all the rest.
create function network.radius_authorize(username text, calling text, source inet, framed_protocol text)
returns table (
  password text, auth_type text, reason text, ip text, ipv6 text, pool text, down_bps bigint, up_bps bigint, rate text, interim integer)
language plpgsql stable security definer set search_path = pg_catalog, ext, pg_temp as $$
#variable_conflict use_column
begin
  -- A PPPoE user of an access server at this address.
  return query
  select case when v.why is null then replace(network.reveal(k.pppoe_password, 'contract'), '\', '\\') end,
         case when v.why is not null then 'Reject' end, v.why,
         case when v.why is null and v.pool is null and family(k.ip) = 4 then host(k.ip) end,
         case when v.why is null and v.pool is null and family(k.ip) = 6 then host(k.ip) || '/128' end,
         v.pool, least(p.down_kbps * 1000::bigint, 4294967295), least(p.up_kbps * 1000::bigint, 4294967295),
         p.up_kbps || 'k/' || p.down_kbps || 'k', o.interim_seconds
  from network.server_address a
  join network.server s on s.id = a.server_id and s.archived_at is null
  join network.contract k on k.server_id = s.id and lower(k.pppoe_username) = lower(username) and not k.ended and k.pppoe_enabled
  join network.plan p on p.id = k.plan_id
  cross join network.radius_policy o
  cross join lateral (
    select case when k.end_date is not null and k.end_date < (now() at time zone host.time_zone())::date then 'ended'
                when k.state = 'disabled' and o.disabled = 'refuse' then 'disabled'
                when k.state = 'alerted' and o.alerted = 'refuse' then 'alerted' end as why,
           case k.state when 'disabled' then o.disabled_pool when 'alerted' then case o.alerted when 'pool' then o.alerted_pool end end as pool) v
  where a.ip = source
  -- The sum keeps the planner from walking down an index until one fits.
  order by k.public_id + 0 desc limit 1;
  if found then return; end if;

  -- A device by its hardware address, without a password; not one that comes by PPPoE and only calls itself so.
  return query
  select null::text, case when v.why is null then 'Accept' else 'Reject' end, v.why,
         case when v.why is null and v.pool is null and family(k.ip) = 4 then host(k.ip) end,
         case when v.why is null and v.pool is null and family(k.ip) = 6 then host(k.ip) || '/128' end,
         v.pool, least(p.down_kbps * 1000::bigint, 4294967295), least(p.up_kbps * 1000::bigint, 4294967295),
         p.up_kbps || 'k/' || p.down_kbps || 'k', o.interim_seconds
  from network.contract k
  join network.plan p on p.id = k.plan_id
  cross join network.radius_policy o
  cross join lateral (
    select case when k.end_date is not null and k.end_date < (now() at time zone host.time_zone())::date then 'ended'
                when framed_protocol = 'PPP' then 'unknown'
                when k.state = 'disabled' and o.disabled = 'refuse' then 'disabled'
                when k.state = 'alerted' and o.alerted = 'refuse' then 'alerted' end as why,
           case k.state when 'disabled' then o.disabled_pool when 'alerted' then case o.alerted when 'pool' then o.alerted_pool end end as pool) v
  where k.id = (select network.contract_of(source, username, calling));
  if found then return; end if;

  return query
  select null::text, case when v.why = 'unknown' and o.unknown = 'pool' then 'Accept' else 'Reject' end, v.why, null::text, null::text,
         case when v.why = 'unknown' and o.unknown = 'pool' then o.unknown_pool end, null::bigint, null::bigint, null::text, o.interim_seconds
  from network.radius_policy o
  cross join lateral (
    select case when exists (
      select from network.contract k join network.server_address a on a.server_id = k.server_id
      where k.ended and k.pppoe_enabled and a.ip = source and lower(k.pppoe_username) = lower(username)) then 'ended' else 'unknown' end as why) v;
end $$;
create index contract_ended_username on network.contract (lower(pppoe_username)) where ended and pppoe_enabled;

-- The access server whose packets come from an address, for FreeRADIUS's dynamic clients.
create function network.radius_client(source inet) returns table (secret text, short_name text)
language sql stable security definer set search_path = pg_catalog, ext, pg_temp as $$
  select replace(network.reveal(s.secret, 'server'), '\', '\\'), 'wisp-' || s.public_id
  from network.server_address a join network.server s on s.id = a.server_id
  where a.ip = source and s.archived_at is null and s.secret is not null
  order by s.public_id limit 1;
$$;
