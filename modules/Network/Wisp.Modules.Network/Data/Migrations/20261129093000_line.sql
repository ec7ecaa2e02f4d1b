-- What the line of a contract is to be told, one row a contract that ever changed. Each change takes the next number; the worker tells the
-- access server what is wanted now and notes the number that it told, so that a later change is told again and no older one overtakes it.
create sequence network.line_number;
create table network.line (
  contract_id uuid primary key constraint line_contract_exists references network.contract,
  wanted_number bigint not null,
  wanted_at timestamptz not null,
  needs smallint not null constraint line_needs_valid check (needs between 0 and 3),
  applied_number bigint not null default 0,
  applied_at timestamptz,
  applied_state text not null,
  tries integer not null default 0,
  next_try_at timestamptz not null,
  claimed_until timestamptz,
  last_error text,
  last_error_at timestamptz
) with (fillfactor = 80);
comment on column network.line.needs is '1 another speed, 2 notices begin or end, 3 the session begins anew; 0 nothing any more.';
comment on column network.line.applied_state is 'The state that the line has as far as we know: told to the access server, or asked for by it since.';
comment on column network.line.last_error is 'Why the last try failed: timeout, no-secret, no-address, nak and the access server''s Error-Cause.';
create index line_due on network.line (next_try_at) where applied_number < wanted_number;

create function network.want_lines() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into network.line as l (contract_id, wanted_number, wanted_at, needs, applied_state, next_try_at)
  select c.id, nextval('network.line_number'), now(), c.needs, c.before, now()
  from (
    select n.id, o.state as before,
      case when (o.ip, o.mac_address, o.server_id, o.pppoe_enabled, lower(o.pppoe_username), o.ended)
                is distinct from (n.ip, n.mac_address, n.server_id, n.pppoe_enabled, lower(n.pppoe_username), n.ended)
             or o.state is distinct from n.state and 'disabled' in (o.state, n.state) then 3
           when o.state is distinct from n.state then 2
           when o.plan_id is distinct from n.plan_id then 1 end as needs
    from old_rows o join new_rows n on n.id = o.id) c
  where c.needs is not null
  order by c.id
  on conflict (contract_id) do update set
    wanted_number = excluded.wanted_number, wanted_at = excluded.wanted_at, needs = greatest(l.needs, excluded.needs),
    next_try_at = excluded.next_try_at, tries = 0;
  if found then notify wisp_line; end if;
  return null;
end $$;
create trigger line_wanted after update on network.contract
  referencing old table as old_rows new table as new_rows for each statement execute function network.want_lines();

-- Another speed of a plan reaches who is online with it; the others get it when they come.
create function network.want_speeds() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into network.line as l (contract_id, wanted_number, wanted_at, needs, applied_state, next_try_at)
  select c.id, nextval('network.line_number'), now(), 1, c.state, now()
  from old_rows o
  join new_rows n on n.id = o.id and (n.down_kbps, n.up_kbps) <> (o.down_kbps, o.up_kbps)
  join network.contract c on c.plan_id = n.id
  where exists (select from network.session s where s.contract_id = c.id and s.ended_at is null)
  order by c.id
  on conflict (contract_id) do update set
    wanted_number = excluded.wanted_number, wanted_at = excluded.wanted_at, needs = greatest(l.needs, excluded.needs),
    next_try_at = excluded.next_try_at, tries = 0;
  if found then notify wisp_line; end if;
  return null;
end $$;
create trigger line_speed after update on network.plan
  referencing old table as old_rows new table as new_rows for each statement execute function network.want_speeds();
