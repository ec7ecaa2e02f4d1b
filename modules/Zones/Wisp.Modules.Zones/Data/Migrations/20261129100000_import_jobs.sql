-- The last job of an import: it reads the file, tries what taking it would do, or takes it. Where that job failed, its page says why.
alter table zones.area_import add column job_id uuid;

-- What the last trial told, with the choices that it was made for.
alter table zones.area_import add column trial jsonb;
