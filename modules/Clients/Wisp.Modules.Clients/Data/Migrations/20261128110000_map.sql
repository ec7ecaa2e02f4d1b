-- The map without filters: active clients counted by squares, at each zoom from 2 to 16; at 16 a square is 360 / 2^18 degrees wide, and
-- four of a zoom make one of the zoom before.
create table clients.map_square (
    zoom smallint not null,
    x integer not null,
    y integer not null,
    clients integer not null,
    longitudes double precision not null,
    latitudes double precision not null,
    primary key (zoom, x, y)
);

-- What changed since the squares were last added up. Only ever added to, so that nobody waits for anybody; whoever reads adds it.
create table clients.map_change (
    id bigint generated always as identity primary key,
    x integer not null,
    y integer not null,
    clients integer not null,
    longitudes double precision not null,
    latitudes double precision not null
);

create function clients.map_x(point ext.geometry) returns integer language sql immutable strict parallel safe
return least(floor((ext.st_x(point) + 180) * 262144 / 360), 262143)::integer;

create function clients.map_y(point ext.geometry) returns integer language sql immutable strict parallel safe
return floor((ext.st_y(point) + 90) * 262144 / 360)::integer;

create function clients.map_new_clients() returns trigger
    language plpgsql set search_path = '' as
$$
begin
    insert into clients.map_change (x, y, clients, longitudes, latitudes)
    select clients.map_x(n.location), clients.map_y(n.location), count(*), sum(ext.st_x(n.location)), sum(ext.st_y(n.location))
    from new_rows n
    where n.location is not null and n.status = 'active'
    group by 1, 2;
    return null;
end
$$;
create trigger map_new after insert on clients.client referencing new table as new_rows
    for each statement execute function clients.map_new_clients();

create function clients.map_moved_client() returns trigger
    language plpgsql set search_path = '' as
$$
begin
    insert into clients.map_change (x, y, clients, longitudes, latitudes)
    select clients.map_x(m.at), clients.map_y(m.at), m.sign, m.sign * ext.st_x(m.at), m.sign * ext.st_y(m.at)
    from (values (old.location, -1, old.status), (new.location, 1, new.status)) m (at, sign, status)
    where m.at is not null and m.status = 'active';
    return null;
end
$$;
create trigger map_moved after update on clients.client for each row
    when (old.location::bytea is distinct from new.location::bytea or old.status <> new.status)
    execute function clients.map_moved_client();

insert into clients.map_change (x, y, clients, longitudes, latitudes)
select clients.map_x(c.location), clients.map_y(c.location), count(*), sum(ext.st_x(c.location)), sum(ext.st_y(c.location))
from clients.client c
where c.location is not null and c.status = 'active'
group by 1, 2;
