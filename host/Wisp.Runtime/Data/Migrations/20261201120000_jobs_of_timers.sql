-- What a timer's job has others do is the timer's too: it is not listed among what people asked for, and is swept like it.
create index job_of_timer_by_batch on host.job (batch_id) where timer is not null;

create or replace function host.enqueue_job(key text, arguments jsonb, title text, return_url text, culture text) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job uuid := host.uuid7();
  batch uuid := coalesce(nullif(current_setting('wisp.batch', true), '')::uuid, job);
begin
  insert into host.job (id, key, arguments, title, culture, batch_id, operator_id, asked_by, return_url, timer)
  values (job, enqueue_job.key, enqueue_job.arguments, left(enqueue_job.title, 200), enqueue_job.culture,
          batch,
          nullif(current_setting('wisp.operator', true), '')::uuid,
          coalesce(nullif(current_setting('wisp.actor', true), ''), session_user::text),
          enqueue_job.return_url,
          (select j.timer from host.job j where j.batch_id = batch and j.timer is not null limit 1));
  insert into host.job_progress (job_id) values (job);
  perform pg_notify('wisp_job', job::text);
  return job;
end $$;
