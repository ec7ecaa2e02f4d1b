-- Which timer began it: for the page of timers, and for the sweep of what nobody asked for.
alter table host.job add column timer text;
create index job_by_timer on host.job (timer, created_at desc) where timer is not null;
create index job_by_key on host.job (key, created_at desc);

create or replace view host.job_v1 as
  select j.id, j.key, j.title, j.state, j.batch_id, j.operator_id, j.asked_by, j.return_url, j.result_file, j.failure,
         j.created_at, j.started_at, j.finished_at,
         p.done, p.total, p.skipped, p.errors, p.message, p.cancel_requested, p.warnings, j.timer
  from host.job j join host.job_progress p on p.job_id = j.id;
