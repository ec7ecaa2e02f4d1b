-- A client's zone and neighbourhood are chosen by hand, or follow from its point.
alter table clients.client
    add column zone_by_hand boolean not null default false,
    add column neighborhood_by_hand boolean not null default false;
update clients.client
set zone_by_hand = zone_id is not null, neighborhood_by_hand = neighborhood_id is not null
where zone_id is not null or neighborhood_id is not null;

-- The neighbourhood at a point that goes with the city and state beside it; without a city, any does.
create function clients.neighborhood_for(point ext.geometry, city uuid, state uuid) returns uuid language sql stable parallel safe
return (
    select p.neighborhood_id
    from zones.neighborhood_pieces_v1 p
    join zones.neighborhoods_v1 n on n.id = p.neighborhood_id
    join zones.cities_v1 y on y.id = n.city_id
    where p.cell operator(ext.&&) point and (p.area is null or ext.st_covers(p.area, point))
        and (n.city_id = city or (city is null and (state is null or y.state_id is null or y.state_id = state)))
    order by p.rank
    limit 1);

-- Here and nowhere else, so that form, import, mass update and whatever comes place alike.
create function clients.place_by_point() returns trigger
    language plpgsql set search_path = '' set enable_seqscan = off as
$$
declare
    has_moved boolean := tg_op = 'INSERT' or new.location::bytea is distinct from old.location::bytea;
begin
    -- Who writes a place and does not say how it was chosen has chosen it.
    if tg_op = 'INSERT' then
        new.zone_by_hand := new.zone_by_hand or new.zone_id is not null;
        new.neighborhood_by_hand := new.neighborhood_by_hand or new.neighborhood_id is not null;
    else
        new.zone_by_hand := new.zone_by_hand or (new.zone_id is distinct from old.zone_id and not old.zone_by_hand);
        new.neighborhood_by_hand := new.neighborhood_by_hand
            or (new.neighborhood_id is distinct from old.neighborhood_id and not old.neighborhood_by_hand);
    end if;

    if not new.zone_by_hand and (has_moved or old.zone_by_hand) then
        new.zone_id := zones.zone_at(new.location);
    end if;
    if not new.neighborhood_by_hand
        and (has_moved or old.neighborhood_by_hand or new.city_id is distinct from old.city_id or new.state_id is distinct from old.state_id) then
        new.neighborhood_id := case when new.location is not null then clients.neighborhood_for(new.location, new.city_id, new.state_id) end;
        if new.city_id is null and new.neighborhood_id is not null then
            new.city_id := (select n.city_id from zones.neighborhoods_v1 n where n.id = new.neighborhood_id);
        end if;
    end if;
    return new;
end
$$;

-- Whoever has looked up many points at once says so by the setting.
create trigger place_by_point_new before insert on clients.client
    for each row execute function clients.place_by_point();
create trigger place_by_point before update of zone_id, zone_by_hand, neighborhood_id, neighborhood_by_hand, city_id, state_id, location
    on clients.client
    for each row when (current_setting('clients.placed', true) is distinct from 'yes')
    execute function clients.place_by_point();
