-- Which data of clients left in a file, and who took them (EXP-09).
create table clients.export (
    id uuid primary key,
    operator_id uuid,
    asked_by text not null,
    scope text not null check (scope in ('all', 'filtered')),
    -- The operator whose clients alone were exported.
    collector_of uuid,
    query text not null,
    format text not null,
    rows bigint not null check (rows >= 0),
    file_id uuid not null,
    at timestamptz not null
);
