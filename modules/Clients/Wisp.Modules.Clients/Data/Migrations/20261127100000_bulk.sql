-- A mass update: what was marked, and the clients as they were frozen before anybody looked at what would happen.
create table clients.bulk_update (
    id uuid primary key default host.uuid7(),
    operator_id uuid,
    operator_name text not null,
    state text not null check (state in ('planning', 'planned', 'running', 'done', 'failed')),
    fields jsonb not null,
    reverts uuid references clients.bulk_update,
    plan_job uuid,
    run_job uuid,
    -- The batch that its changes are audited under.
    batch_id uuid,
    created_at timestamptz not null,
    ended_at timestamptz
);

create unique index bulk_update_of_batch on clients.bulk_update (batch_id) where batch_id is not null;
create index bulk_update_newest on clients.bulk_update (created_at desc, id);
create index bulk_update_reverting on clients.bulk_update (reverts) where reverts is not null;

-- A line a client. 'change' and 'same' are the plan's words; 'changed', 'same' and 'skip' the result's.
create table clients.bulk_client (
    bulk_id uuid not null references clients.bulk_update,
    client_id uuid not null,
    outcome text check (outcome in ('change', 'changed', 'same', 'skip')),
    reason text,
    -- Kept for a sample of the plan, and for what a revert left alone.
    changes jsonb,
    primary key (bulk_id, client_id)
) with (fillfactor = 70);

create index bulk_client_told on clients.bulk_client (bulk_id, outcome) where reason is not null or changes is not null;

-- What the plan found, from what to what, how many.
create table clients.bulk_count (
    bulk_id uuid not null references clients.bulk_update,
    field text not null,
    before text not null,
    after text not null,
    clients bigint not null,
    primary key (bulk_id, field, before, after)
);
