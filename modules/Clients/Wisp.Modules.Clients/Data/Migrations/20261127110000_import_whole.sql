-- What people chose for the columns of a file, by its headings, so that the next file like it is read the same way.
create table clients.import_mapping (
    digest text primary key,
    fields text[] not null,
    used_at timestamptz not null
);

-- Who has this phone already?
create index client_of_phone on clients.client (phone_key) where status = 'active' and phone_key is not null;
create index client_of_mobile on clients.client (phone_mobile_key) where status = 'active' and phone_mobile_key is not null;

-- Who may be the same person, typed once more? Names are compared only where a word begins alike and the address has the same
-- numbers: "Pérez, Ana" in "Av. San Martín 123" is looked for among the "per" and the "ana" of 123.
create function clients.near_key(name text, address text) returns text language sql immutable parallel safe
return ext.fold(left(name, 3)) || btrim(regexp_replace(address, '[^0-9]+', ' ', 'g'));

create index client_near on clients.client (clients.near_key(name, address)) where status = 'active' and address ~ '[0-9]';
