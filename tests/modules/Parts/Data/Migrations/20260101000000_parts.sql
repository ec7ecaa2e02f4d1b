create table parts.part (
    id uuid primary key default host.uuid7(),
    client_id uuid not null unique,
    kind text,
    note text constraint part_note_allowed check (note <> 'prohibida' or kind <> 'cable'),
    ready boolean,
    since date,
    amount numeric(18, 2),
    version integer not null default 1
);

create view parts.parts_v1 as select client_id, kind, note, ready, since, amount from parts.part;

-- What steps did, in order.
create table parts.step (
    id bigint primary key generated always as identity,
    client_id uuid not null,
    what text not null,
    reason text,
    option_taken boolean
);

-- Clients whose name was printed.
create table parts.paper (client_id uuid primary key);

create table parts.fault (name text primary key);
