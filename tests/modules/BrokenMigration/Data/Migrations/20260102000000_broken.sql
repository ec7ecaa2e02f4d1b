create tabel broken_migration.other (id uuid primary key);
