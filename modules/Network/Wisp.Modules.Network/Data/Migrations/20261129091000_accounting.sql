-- The address that an access server's packets come from: its own when it is typed as numbers, else what the worker last resolved its name to.
create table network.server_address (
  server_id uuid primary key constraint server_address_server_exists references network.server,
  ip inet
);
create index server_address_by_ip on network.server_address (ip);

create function network.read_ip(typed text) returns inet language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
begin
  if typed !~ '^[0-9.]+$' and typed !~ ':' then return null; end if;
  return host(typed::inet)::inet;
exception when invalid_text_representation then
  return null;
end $$;

create function network.keep_server_address() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into network.server_address (server_id, ip) values (new.id, network.read_ip(new.address))
  on conflict (server_id) do update set ip = excluded.ip;
  return null;
end $$;
create trigger server_address_inserted after insert on network.server for each row execute function network.keep_server_address();
create trigger server_address_updated after update of address on network.server for each row
  when (old.address is distinct from new.address) execute function network.keep_server_address();
insert into network.server_address (server_id, ip) select id, network.read_ip(address) from network.server;

-- A hardware address as access servers write it: any separators, any case, or MikroTik's client id with a leading "1:".
create function network.read_mac(typed text) returns macaddr language sql immutable strict parallel safe
  return case when typed ~ '^(1:)?([0-9A-Fa-f]{2}[:.-]?){5}[0-9A-Fa-f]{2}$' or typed ~ '^([0-9A-Fa-f]{4}[.]){2}[0-9A-Fa-f]{4}$'
    then right(regexp_replace(typed, '[^0-9A-Fa-f]', '', 'g'), 12)::macaddr end;

create index contract_live_mac on network.contract (mac_address) where not ended and not pppoe_enabled;

-- Whom a user name stands for on the access servers at an address: a PPPoE user, else the device whose hardware address it is.
create function network.contract_of(source inet, username text, calling text) returns uuid language plpgsql stable as $$
declare
  servers uuid[] := array(
    select s.id from network.server_address a join network.server s on s.id = a.server_id where a.ip = source and s.archived_at is null);
  found_id uuid;
  device macaddr;
begin
  -- By aggregates: with LIMIT 1 the planner walks down the keys instead of asking for the name.
  select (array_agg(c.id order by c.id desc))[1] into found_id from network.contract c
  where c.server_id = any (servers) and lower(c.pppoe_username) = lower(username) and not c.ended and c.pppoe_enabled;
  if found_id is null then
    device := network.read_mac(username);
    if device is null or device <> coalesce(network.read_mac(calling), device) then return null; end if;
    select (array_agg(c.id order by c.id desc))[1] into found_id from network.contract c
    where c.mac_address = device and not c.ended and not c.pppoe_enabled and c.server_id = any (servers);
  end if;
  return found_id;
end $$;

-- Counts a session's bytes from its packets in the order of their times. The array holds {2 × seconds + exact, up, down} a packet: exact ones
-- hold whole numbers, the others the lower 32 bits, which have gone round once when they are less than before.
create function network.count_points(points bigint[], which integer) returns bigint
language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
declare
  total bigint := 0;
begin
  for i in 0 .. cardinality(points) / 3 - 1 loop
    total := case when points[3 * i + 1] & 1 = 1 then greatest(total, points[3 * i + 1 + which])
                  else total + ((points[3 * i + 1 + which] - total) & 4294967295) end;
  end loop;
  return total;
end $$;

-- Puts a packet among the others. At most 24 stay; what is older is kept as one exact packet, which the rest count on from.
create function network.add_point(points bigint[], seconds bigint, exact boolean, up bigint, down bigint) returns bigint[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  item bigint[] := array[2 * seconds + exact::integer, up, down];
  place integer := 0;
  first_two bigint[];
begin
  points := coalesce(points, array[-1, 0, 0]::bigint[]);
  if seconds < points[1] >> 1 then return points; end if;
  while place < cardinality(points) / 3 and points[3 * place + 1] >> 1 < seconds loop place := place + 1; end loop;
  if place < cardinality(points) / 3 and points[3 * place + 1] >> 1 = seconds then
    -- Two packets of one second: of each counter the one that is ahead.
    if points[3 * place + 1] & 1 = 1 and not exact then return points; end if;
    if points[3 * place + 1] & 1 = exact::integer then
      item[2] := case when (up - points[3 * place + 2]) & 4294967295 < 2147483648 then up else points[3 * place + 2] end;
      item[3] := case when (down - points[3 * place + 3]) & 4294967295 < 2147483648 then down else points[3 * place + 3] end;
    end if;
    return points[:3 * place] || item || points[3 * place + 4:];
  end if;
  points := points[:3 * place] || item || points[3 * place + 1:];
  if cardinality(points) <= 72 then return points; end if;
  first_two := points[:6];
  return array[points[4] | 1, network.count_points(first_two, 1), network.count_points(first_two, 2)] || points[7:];
end $$;

-- What FreeRADIUS calls for each Start, Interim-Update and Stop. Safe against repeats, packets out of order, counters of 32 bits that go round
-- and Stops that never come: it adds to consumption only what the session's counters have gone up by.
--   at: when it happened by our clock (arrival less Acct-Delay-Time); calling: Calling-Station-Id; up and down: octets to and from the access
--   server (Acct-Input-…, Acct-Output-…), giga their upper halves, NULL when it sends none.
create function network.account(
  kind text, unique_id text, session_id text, source inet, nas_ip inet, nas_port text, username text, calling text, framed_ip inet,
  at timestamptz, seconds bigint, up bigint, up_giga bigint, down bigint, down_giga bigint, cause text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
  s network.session;
  mark network.consumption_mark;
  exact boolean := up_giga is not null or down_giga is not null;
  moment bigint;
  total_up bigint;
  total_down bigint;
  slot timestamptz;
  began timestamptz;
begin
  -- Held by each packet in hand: closing slots waits for them.
  perform pg_advisory_xact_lock_shared(20261129, 2);
  select * into mark from network.consumption_mark;
  select * into s from network.session x where x.unique_id = unique_id for update;

  -- The access server took up the same id again after it was restarted, or long after.
  began := at - make_interval(secs => coalesce(seconds, 0));
  if found and s.ended_at is not null and 
     began > s.ended_at + (case s.end_cause when 'NAS-Reboot' then interval '1 second' else interval '15 minutes' end) then
    update network.session x set unique_id = x.unique_id || ' ' || x.id where x.id = s.id;
    s := null;
  end if;

  if s.id is null then
    insert into network.session as x
      (unique_id, session_id, server_id, contract_id, client_id, node_id, nas_ip, nas_port, username, mac, framed_ip, started_at, last_at)
    select unique_id, session_id,
           (select a.server_id from network.server_address a join network.server v on v.id = a.server_id
            where a.ip = source and v.archived_at is null order by a.server_id = c.server_id desc, a.server_id limit 1),
           c.id, c.client_id, c.node_id, coalesce(nas_ip, source), nas_port, username,
           coalesce(network.read_mac(calling), network.read_mac(username)), framed_ip, began, at
    from (select network.contract_of(source, username, calling) as found_id) k left join network.contract c on c.id = k.found_id
    on conflict on constraint session_unique_id do nothing
    returning x.* into s;
    if s.id is null then
      select * into s from network.session x where x.unique_id = unique_id for update;
    elsif s.mac is not null then
      -- The same device cannot be in twice: the Stop of the one before was lost.
      update network.session x set ended_at = x.last_at, end_cause = 'Replaced'
      where x.ended_at is null and x.contract_id = s.contract_id and x.mac = s.mac and x.started_at < began and x.id <> s.id;
    end if;
  end if;

  moment := coalesce(seconds, extract(epoch from at - s.started_at)::bigint, 0);
  total_up := s.bytes_up;
  total_down := s.bytes_down;
  if up is not null or down is not null then
    if exact and s.points is null then
      total_up := coalesce(up_giga, 0) << 32 | coalesce(up, 0);
      total_down := coalesce(down_giga, 0) << 32 | coalesce(down, 0);
    else
      s.points := network.add_point(
        coalesce(s.points, case when s.bytes_up + s.bytes_down > 0 then array[2 * s.seconds + 1, s.bytes_up, s.bytes_down] end), moment, exact,
        coalesce(up_giga, 0) << 32 | coalesce(up, 0), coalesce(down_giga, 0) << 32 | coalesce(down, 0));
      total_up := network.count_points(s.points, 1);
      total_down := network.count_points(s.points, 2);
    end if;
  end if;

  -- What only we had ended goes on when something newer comes.
  if s.ended_at is not null and not s.stopped and at > s.ended_at then
    s.ended_at := null;
    s.end_cause := null;
  end if;
  if kind = 'Stop' and not s.stopped then
    s.stopped := true;
    s.ended_at := at;
    s.end_cause := coalesce(cause, 'Unknown');
  end if;

  update network.session x set
    bytes_up = greatest(x.bytes_up, total_up), bytes_down = greatest(x.bytes_down, total_down), points = s.points,
    seconds = greatest(x.seconds, moment), started_at = case when began < x.started_at - interval '1 minute' then began else x.started_at end,
    last_at = greatest(x.last_at, at),
    framed_ip = coalesce(framed_ip, x.framed_ip), stopped = s.stopped, ended_at = s.ended_at, end_cause = s.end_cause
  where x.id = s.id;

  if s.contract_id is not null and (total_up > s.bytes_up or total_down > s.bytes_down) then
    slot := greatest(date_bin('5 minutes', least(at, clock_timestamp() + interval '1 day'), 'epoch'), mark.closed_until);
    if slot >= mark.ready_until then perform network.keep_partitions(slot); end if;
    insert into network.consumption_5min as x (contract_id, at, down, up)
    values (s.contract_id, slot, greatest(total_down - s.bytes_down, 0), greatest(total_up - s.bytes_up, 0))
    on conflict on constraint consumption_5min_pkey do update set down = x.down + excluded.down, up = x.up + excluded.up;
  end if;
end $$;

-- Accounting-On and -Off: the access server was restarted, and its sessions are over.
create function network.account_restart(source inet, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update network.session x set ended_at = greatest(x.last_at, x.started_at), end_cause = 'NAS-Reboot'
  where x.ended_at is null and x.started_at <= at
    and x.server_id in (select a.server_id from network.server_address a where a.ip = source);
$$;

-- Sessions that nothing has come of since an instant: their Stop was lost.
create function network.end_lost_sessions(before timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with lost as (
    update network.session x set ended_at = x.last_at, end_cause = 'Lost' where x.ended_at is null and x.last_at < before returning 1)
  select count(*) from lost;
$$;

-- No slot before an instant takes bytes any more. Waits for the packets in hand, so that what is rolled up is whole.
create function network.close_slots(before timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(20261129, 2);
  update network.consumption_mark set closed_until = greatest(closed_until, date_trunc('hour', before, host.time_zone()));
end $$;

-- Rolls up the next hour that is closed, and the day that it completes. False when there is none.
create function network.roll_up() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  zone text := host.time_zone();
  mark network.consumption_mark;
  until_at timestamptz;
begin
  select * into mark from network.consumption_mark for update;
  if mark.hours_until >= mark.closed_until then return false; end if;
  until_at := least(date_trunc('hour', mark.hours_until, zone) + interval '1 hour', mark.closed_until);
  insert into network.consumption_hour as x (contract_id, at, down, up)
  select contract_id, date_trunc('hour', mark.hours_until, zone), sum(down), sum(up)
  from network.consumption_5min where at >= mark.hours_until and at < until_at
  group by contract_id
  on conflict (contract_id, at) do update set down = x.down + excluded.down, up = x.up + excluded.up;
  mark.hours_until := until_at;

  until_at := ((mark.days_until at time zone zone)::date + 1)::timestamp at time zone zone;
  if mark.hours_until >= until_at then
    insert into network.consumption_day as x (contract_id, day, down, up)
    select contract_id, (mark.days_until at time zone zone)::date, sum(down), sum(up)
    from network.consumption_hour where at >= mark.days_until and at < until_at
    group by contract_id
    on conflict (contract_id, day) do update set down = x.down + excluded.down, up = x.up + excluded.up;
    mark.days_until := until_at;
  end if;
  update network.consumption_mark set hours_until = mark.hours_until, days_until = mark.days_until;
  return true;
end $$;
