-- One value that changes with anything that a migration makes: see migration_identity in build.sh.
with ours as (
  select oid, nspname, xmin, nspacl from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
)
select md5(concat_ws('|',
  (select system_identifier from pg_control_system()),
  (select concat(oid, datdba, datacl) from pg_database where datname = current_database()),
  (select string_agg(concat(oid, ':', xmin), ',' order by oid) from ours),
  -- Partitions come and go by the clock, and the xmin of what has them moves with each.
  (select string_agg(concat(c.oid, ':', case when c.relkind not in ('p', 'I') then c.xmin::text end), ',' order by c.oid)
     from pg_class c join ours on ours.oid = c.relnamespace where not c.relispartition),
  (select md5(string_agg(concat(attrelid, '.', attnum, ':', a.xmin), ',' order by attrelid, attnum))
     from pg_attribute a join pg_class c on c.oid = a.attrelid join ours on ours.oid = c.relnamespace
     where not c.relispartition),
  (select string_agg(concat(p.oid, ':', p.xmin), ',' order by p.oid) from pg_proc p join ours on ours.oid = p.pronamespace),
  (select string_agg(concat(t.oid, ':', t.xmin), ',' order by t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid join ours on ours.oid = c.relnamespace),
  (select string_agg(concat(n.oid, ':', n.xmin), ',' order by n.oid) from pg_constraint n where connamespace in (select oid from ours)
     and not exists (select from pg_class c where c.oid = n.conrelid and c.relispartition)),
  (select string_agg(concat(oid, ':', xmin), ',' order by oid) from pg_policy),
  (select string_agg(concat(oid, ':', xmin), ',' order by oid) from pg_default_acl),
  (select string_agg(concat(oid, ':', extversion), ',' order by oid) from pg_extension),
  (select string_agg(concat(oid, rolname, rolsuper, rolinherit, rolcanlogin, rolcreaterole, rolcreatedb, rolbypassrls, rolconfig::text), ',' order by oid) from pg_roles where rolname like '@prefix@%'),
  (select string_agg(concat(roleid, '<', member, ':', admin_option), ',' order by roleid, member) from pg_auth_members),
  (select string_agg(query_to_xml(format('table %I.%I', nspname, relname), false, true, '')::text, ',' order by nspname, relname)
     from pg_class join ours on ours.oid = relnamespace where relkind = 'r' and relname ~ 'migrations')
));
