-- Orders of the list. What is blank comes last: U+FFFF sorts after every letter.
create collation clients.by_number (provider = icu, locale = 'es-u-kn-true');

create index client_by_id on clients.client ((coalesce(custom_id, public_id::text) collate clients.by_number), public_id);
create index client_by_document on clients.client ((coalesce(document_key, chr(65535)) collate "C"), public_id);
create index client_by_email on clients.client ((coalesce(email_key, chr(65535)) collate "C"), public_id);
create index client_by_mobile on clients.client ((coalesce(phone_mobile_key, chr(65535)) collate "C"), public_id);

-- Filters of the advanced search. Few different values make small indexes, which the planner puts together.
create index client_of_zone on clients.client (zone_id);
create index client_of_city on clients.client (city_id);
create index client_of_neighborhood on clients.client (neighborhood_id);
create index client_of_seller on clients.client (seller_id);
drop index clients.client_of_collector;
create index client_of_collector on clients.client (collector_id);
create index client_by_creation on clients.client (created_at);
create index client_location on clients.client using gist (location);

-- Person type, e-mail or none, point or none: one digit each.
create index client_traits on clients.client ((
    case kind_person when 'natural' then 100 when 'legal' then 200 else 0 end
    + case when email_key is null then 0 else 10 end
    + case when location is null then 0 else 1 end));

create table clients.saved_search (
    id uuid primary key default host.uuid7(),
    name text not null check (name <> '' and char_length(name) <= 1000),
    query text not null check (char_length(query) <= 8000),
    owner_id uuid not null,
    owner_name text not null,
    shared boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create unique index saved_search_name on clients.saved_search (owner_id, (ext.fold(name)));
create index saved_search_shared on clients.saved_search (shared) where shared;

-- Which clients an operator collects, for modules that honour the scope "own".
create view clients.collected_v1 as
select c.id as client_id, k.operator_id
from clients.client c
join clients.collector k on k.id = c.collector_id
where k.operator_id is not null;
