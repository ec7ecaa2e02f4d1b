-- For SQL that has no parameter to get the zone by: partitions, roll-ups, what RADIUS asks. The default stands in IspSettings too.
create function host.time_zone() returns text language sql stable security definer set search_path = pg_catalog, pg_temp
  return coalesce((select value ->> 'timeZone' from host.setting where key = 'host.isp'), 'America/Argentina/Buenos_Aires');
