-- Which timer began it: for the page of timers, and for the sweep of what nobody asked for.
alter table host.job add column timer text;
create index job_by_timer on host.job (timer, created_at desc) where timer is not null;
create index job_by_key on host.job (key, created_at desc);
