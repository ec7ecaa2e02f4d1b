create domain zones.place_name as text constraint place_name_valid
  check (value <> '' and value = btrim(value) and char_length(value) <= 100 and value is nfc normalized);

-- A name is unique among live rows, whatever its case and accents.
create table zones.state (
  id uuid primary key,
  public_id bigint generated always as identity unique,
  name zones.place_name not null,
  archived_at timestamptz
);
create unique index state_live_name on zones.state (ext.fold(name)) where archived_at is null;
create index state_by_name on zones.state (name collate "es-x-icu", public_id);

create table zones.city (
  id uuid primary key,
  public_id bigint generated always as identity unique,
  state_id uuid constraint city_state_exists references zones.state,
  name zones.place_name not null,
  archived_at timestamptz
);
create unique index city_live_name on zones.city (ext.fold(name), state_id) nulls not distinct where archived_at is null;
create index city_by_name on zones.city (name collate "es-x-icu", public_id);
create index city_of_state on zones.city (state_id);

create table zones.neighborhood (
  id uuid primary key,
  public_id bigint generated always as identity unique,
  city_id uuid not null constraint neighborhood_city_exists references zones.city,
  name zones.place_name not null,
  archived_at timestamptz
);
create unique index neighborhood_live_name on zones.neighborhood (ext.fold(name), city_id) where archived_at is null;
create index neighborhood_by_name on zones.neighborhood (name collate "es-x-icu", public_id);
create index neighborhood_of_city on zones.neighborhood (city_id);

create table zones.zone (
  id uuid primary key,
  public_id bigint generated always as identity unique,
  name zones.place_name not null,
  color text not null default '#206bc4' constraint zone_color_valid check (color ~ '^#[0-9a-f]{6}$'),
  description text constraint zone_description_valid check (description <> '' and char_length(description) <= 1000),
  priority integer not null default 0 constraint zone_priority_valid check (priority between 0 and 9999),
  archived_at timestamptz
);
comment on column zones.zone.priority is 'Where zones overlap, the highest wins; then the lowest public_id.';
create unique index zone_live_name on zones.zone (ext.fold(name)) where archived_at is null;
create index zone_by_name on zones.zone (name collate "es-x-icu", public_id);

create view zones.states_v1 as
select id, name, archived_at is not null as archived from zones.state;

create view zones.cities_v1 as
select id, state_id, name, archived_at is not null as archived from zones.city;

create view zones.neighborhoods_v1 as
select id, city_id, name, archived_at is not null as archived from zones.neighborhood;

create view zones.zones_v1 as
select id, name, color, archived_at is not null as archived from zones.zone;
