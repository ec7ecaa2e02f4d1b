-- Sessions of which nothing came any more ended when they were last heard of, which may be an hour before anybody notices.
alter table network.session add column lost_at timestamptz;
comment on column network.session.lost_at is 'When a session that is ended as Lost was noticed; of others it says nothing.';
create index session_lost on network.session (lost_at) where lost_at is not null;

drop function network.end_lost_sessions(timestamptz);
create function network.end_lost_sessions(before timestamptz, noticed timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with lost as (
    update network.session x set ended_at = x.last_at, end_cause = 'Lost', lost_at = noticed where x.ended_at is null and x.last_at < before returning 1)
  select count(*) from lost;
$$;
