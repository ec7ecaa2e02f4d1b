-- The rules of AreaRules once more, so that nothing gets around them.
create function zones.is_sound(area ext.geometry) returns boolean language sql immutable strict parallel safe
  return not ext.st_isempty(area) and ext.st_npoints(area) <= 10000
    and ext.st_xmin(area) >= -180 and ext.st_xmax(area) <= 180 and ext.st_ymin(area) >= -90 and ext.st_ymax(area) <= 90
    and ext.st_ispolygonccw(area) and ext.st_isvalid(area);

-- border_id names the row of zones.border that the present border is; the audit shows that it changed, without its many corners.
alter table zones.zone
  add column area ext.geometry(MultiPolygon, 4326) constraint zone_area_sound check (zones.is_sound(area)),
  add column border_id uuid;
alter table zones.neighborhood
  add column area ext.geometry(MultiPolygon, 4326) constraint neighborhood_area_sound check (zones.is_sound(area)),
  add column border_id uuid;
create index zone_area on zones.zone using gist (area) where archived_at is null;
create index neighborhood_area on zones.neighborhood using gist (area) where archived_at is null;

-- Every border that a place ever had; a NULL area is a border taken away.
create table zones.border (
  id uuid primary key,
  place_id uuid not null,
  area ext.geometry(MultiPolygon, 4326),
  began_at timestamptz not null default now(),
  operator_id uuid,
  actor text not null
);
create index border_of_place on zones.border (place_id, began_at desc);

-- Areas cut into cells. Within its cell a piece is the whole area (NULL) or a polygon of few corners that is the area's own edges there;
-- outside its cell it means nothing. So a look into a piece gives exactly what a look into the area would, and much sooner.
create table zones.piece (
  place_id uuid not null,
  kind text not null constraint piece_kind check (kind in ('zone', 'neighborhood')),
  -- The lowest wins: highest priority, then the place made first. NULL while the place is archived.
  rank bigint,
  cell ext.geometry(Polygon, 4326) not null,
  area ext.geometry(Polygon, 4326)
);
create index piece_of_place on zones.piece (place_id);
create index piece_of_zone on zones.piece using gist (cell) where kind = 'zone' and rank is not null;
create index piece_of_neighborhood on zones.piece using gist (cell) where kind = 'neighborhood' and rank is not null;

-- Not in published views, whose readers may not call it.
create function zones.rank_of(priority integer, public_id bigint) returns bigint language sql immutable parallel safe
  return ((9999 - priority)::bigint << 40) + public_id;

-- Runs as the owner: no border is written or taken out of the history by anybody else.
create function zones.keep_border() returns trigger
  language plpgsql security definer set search_path = '' as
$$
begin
  if tg_op = 'UPDATE' and old.area::bytea is not distinct from new.area::bytea then return new; end if;
  if tg_op = 'INSERT' and new.area is null then return new; end if;
  new.border_id := host.uuid7();
  insert into zones.border (id, place_id, area, operator_id, actor)
  values (
    new.border_id, new.id, new.area, nullif(current_setting('wisp.operator', true), '')::uuid,
    coalesce(nullif(current_setting('wisp.actor', true), ''), session_user::text));
  -- Rather nobody is found in a place than somebody by an old border: who writes the area writes its pieces.
  delete from zones.piece where place_id = new.id;
  return new;
end
$$;
create trigger keep_border before insert or update of area on zones.zone for each row execute function zones.keep_border();
create trigger keep_border before insert or update of area on zones.neighborhood for each row execute function zones.keep_border();

create function zones.keep_zone_rank() returns trigger
  language plpgsql security definer set search_path = '' as
$$
begin
  update zones.piece set rank = case when new.archived_at is null then zones.rank_of(new.priority, new.public_id) end where place_id = new.id;
  return null;
end
$$;
create trigger keep_rank after update of priority, archived_at on zones.zone for each row
  when (old.priority <> new.priority or old.archived_at is distinct from new.archived_at) execute function zones.keep_zone_rank();

create function zones.keep_neighborhood_rank() returns trigger
  language plpgsql security definer set search_path = '' as
$$
begin
  update zones.piece set rank = case when new.archived_at is null then zones.rank_of(0, new.public_id) end where place_id = new.id;
  return null;
end
$$;
create trigger keep_rank after update of archived_at on zones.neighborhood for each row
  when (old.archived_at is distinct from new.archived_at) execute function zones.keep_neighborhood_rank();

create view zones.zone_areas_v1 as
select id as zone_id, name, color, ((9999 - priority)::bigint << 40) + public_id as rank, area
from zones.zone where area is not null and archived_at is null;

create view zones.neighborhood_areas_v1 as
select id as neighborhood_id, city_id, name, (9999::bigint << 40) + public_id as rank, area
from zones.neighborhood where area is not null and archived_at is null;

create view zones.zone_pieces_v1 as
select place_id as zone_id, rank, cell, area from zones.piece where kind = 'zone' and rank is not null;

create view zones.neighborhood_pieces_v1 as
select place_id as neighborhood_id, rank, cell, area from zones.piece where kind = 'neighborhood' and rank is not null;

create function zones.zone_at(point ext.geometry) returns uuid language sql stable strict parallel safe
  return (
    select p.zone_id from zones.zone_pieces_v1 p
    where p.cell operator(ext.&&) point and (p.area is null or ext.st_covers(p.area, point))
    order by p.rank limit 1);

create function zones.neighborhood_at(point ext.geometry) returns uuid language sql stable strict parallel safe
  return (
    select p.neighborhood_id from zones.neighborhood_pieces_v1 p
    where p.cell operator(ext.&&) point and (p.area is null or ext.st_covers(p.area, point))
    order by p.rank limit 1);

-- Files with areas that are being imported: read by a job, looked through by a person, taken by another job.
create table zones.area_import (
  id uuid primary key,
  file_id uuid not null,
  file_name text not null,
  owner_id uuid,
  state text not null default 'reading' constraint area_import_state check (state in ('reading', 'ready', 'refused', 'taken')),
  refusal text,
  encoding text,
  created_at timestamptz not null
);

create table zones.area_import_item (
  import_id uuid not null references zones.area_import on delete cascade,
  no integer not null,
  properties jsonb not null,
  -- As it may be stored; of a faulty one, what the repair would make of it.
  area ext.geometry(MultiPolygon, 4326),
  -- Text and values that say what is wrong, the spot, and the size before and after the repair.
  fault text,
  fault_arguments text[],
  spot ext.geometry(Point, 4326),
  before_km2 double precision,
  after_km2 double precision,
  flattened boolean not null default false,
  turned boolean not null default false,
  primary key (import_id, no)
);
