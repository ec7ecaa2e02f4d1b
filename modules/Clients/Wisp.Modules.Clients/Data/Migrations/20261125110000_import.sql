-- Rows of imported files that have no ID, document or e-mail to be known by: which client each made, so that the same file
-- imported again makes no second one.
create table clients.import_origin (
    digest text not null,
    line integer not null,
    client_id uuid not null references clients.client,
    primary key (digest, line)
);

-- Planned once a session, perhaps while the table is almost empty: read whole for each row of a large import, it would take hours.
alter function clients.give_public_id() set enable_seqscan = off;
