-- A file is stored before the row that names it, since an upload is no transaction: it is stored with an expiry, which the row's transaction takes away.
create function host.keep_file(file uuid) returns boolean language sql security definer set search_path = pg_catalog, pg_temp as $$
  with kept as (update host.file f set expires_at = null where f.id = keep_file.file and f.complete returning f.id) select exists (select from kept);
$$;
