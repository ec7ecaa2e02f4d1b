-- What a device calls itself: hardware addresses as MikroTik writes them, and no entrance by name where the packet brings no hardware address.

-- A hardware address as access servers write it: any separators, any case, or MikroTik's client id with a leading "1:" and no zeros in front.
create or replace function network.read_mac(typed text) returns macaddr language sql immutable strict parallel safe
  return case when typed ~ '^(1:)?([0-9A-Fa-f]{1,2}:){5}[0-9A-Fa-f]{1,2}$' then regexp_replace(typed, '^1:(?=([0-9A-Fa-f]{1,2}:){5})', '')::macaddr
    when typed ~ '^([0-9A-Fa-f]{2}[:.-]?){5}[0-9A-Fa-f]{2}$' or typed ~ '^([0-9A-Fa-f]{4}[.]){2}[0-9A-Fa-f]{4}$'
    then right(regexp_replace(typed, '[^0-9A-Fa-f]', '', 'g'), 12)::macaddr end;

-- What FreeRADIUS asks for each Access-Request: the password to compare with and what the reply says, or Reject with the reason.
-- Values are read as between double quotes, so backslashes are doubled. Each way is one statement, because expressions of PL/pgSQL are made
-- ready anew in each transaction, which took longer than all the rest.
create or replace function network.radius_authorize(username text, calling text, source inet, framed_protocol text)
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

  -- A device by its hardware address, without a password; not one that comes by PPPoE, or a person at the access server's own door, who only
  -- calls himself so.
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
                when framed_protocol = 'PPP' or network.read_mac(calling) is null then 'unknown'
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
