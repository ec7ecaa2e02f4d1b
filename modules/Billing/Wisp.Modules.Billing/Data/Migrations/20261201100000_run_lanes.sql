-- A run's contracts are divided among lanes, each with a job of its own, so that several cores and several workers share it. The lane that ends
-- last ends the run.
create table billing.run_lane (
  run_id uuid not null constraint run_lane_run_exists references billing.run,
  place smallint not null,
  job_id uuid not null,
  invoices bigint not null default 0,
  nothing bigint not null default 0,
  problems bigint not null default 0,
  is_over boolean not null default false,
  primary key (run_id, place)
);
