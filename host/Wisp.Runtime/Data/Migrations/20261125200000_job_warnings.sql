-- Rows that were taken and warned of stand beside the refused ones, and apart from them.
alter table host.job_error add column is_warning boolean not null default false;
create index job_warning on host.job_error (job_id, no) where is_warning;

alter table host.job_progress add column warnings bigint not null default 0;

-- The headings of the file that a job read: the error file repeats them, so that it can be corrected and fed back.
alter table host.job add column source_headings text[];

create or replace view host.job_v1 as
  select j.id, j.key, j.title, j.state, j.batch_id, j.operator_id, j.asked_by, j.return_url, j.result_file, j.failure,
         j.created_at, j.started_at, j.finished_at,
         p.done, p.total, p.skipped, p.errors, p.message, p.cancel_requested, p.warnings
  from host.job j join host.job_progress p on p.job_id = j.id;
