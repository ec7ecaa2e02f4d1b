create table broken_migration.thing (id uuid primary key);
