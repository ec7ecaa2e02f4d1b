-- Whether an access server's requests count only when they are signed (CVE-2024-3596; docs/radius.md).
alter table network.server add column require_message_authenticator boolean not null default false;

drop function network.radius_client(inet);
create function network.radius_client(source inet) returns table (secret text, short_name text, require_ma text)
language sql stable security definer set search_path = pg_catalog, ext, pg_temp as $$
  select replace(network.reveal(s.secret, 'server'), '\', '\\'), 'wisp-' || s.public_id, case when s.require_message_authenticator then 'yes' else 'no' end
  from network.server_address a join network.server s on s.id = a.server_id
  where a.ip = source and s.archived_at is null and s.secret is not null
  order by s.public_id limit 1;
$$;
