-- Why a client was renamed after papers with the old name were given out (REN-02).
create table clients.renaming (
    id uuid primary key default host.uuid7(),
    client_id uuid not null references clients.client,
    reason text not null check (reason <> '' and char_length(reason) <= 10000),
    at timestamptz not null
);

create index renaming_of_client on clients.renaming (client_id);
