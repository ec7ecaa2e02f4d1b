-- When a mass update ended stands with its job.
alter table clients.bulk_update drop column ended_at;
