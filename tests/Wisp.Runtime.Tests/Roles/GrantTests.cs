namespace Wisp.Runtime.Tests.Roles;

/// <summary>What the catalogue of a migrated database says, over all shipped modules.</summary>
public sealed class GrantTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private const string Ours =
        """
        with ours as (select oid, nspname, nspacl, nspowner from pg_namespace where nspname in ('host', 'zones', 'clients', 'network', 'billing', 'work')),
        rights as (
          select nspname as object, a.grantee, a.privilege_type from ours cross join aclexplode(coalesce(nspacl, acldefault('n', nspowner))) a
          union all
          select n.nspname || '.' || c.relname, a.grantee, a.privilege_type
          from pg_class c join ours n on n.oid = c.relnamespace
          cross join aclexplode(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) a
          where c.relkind in ('r', 'p', 'v', 'm', 'S')
          union all
          select n.nspname || '.' || c.relname || '.' || t.attname, a.grantee, a.privilege_type
          from pg_attribute t join pg_class c on c.oid = t.attrelid join ours n on n.oid = c.relnamespace cross join aclexplode(t.attacl) a
          where t.attacl is not null
          union all
          select n.nspname || '.' || p.proname, a.grantee, a.privilege_type
          from pg_proc p join ours n on n.oid = p.pronamespace cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a)
        """;

    [Fact]
    public async Task All_modules_together_may_read_the_published_views_and_call_the_hosts_functions_and_nothing_else() =>
        Assert.Equal(
            """
            billing USAGE
            billing.accounts_v1 SELECT
            billing.client_gateways_v1 SELECT
            billing.clients_v1 SELECT
            billing.firms_v1 SELECT
            billing.gateways_v1 SELECT
            billing.invoices_v1 SELECT
            clients USAGE
            clients.clients_v1 SELECT
            clients.collected_v1 SELECT
            clients.collectors_v1 SELECT
            clients.search_v1 SELECT
            host USAGE
            host.audit_v1 SELECT
            host.bounces_v1 SELECT
            host.enqueue_job EXECUTE
            host.job_is_free EXECUTE
            host.job_lock_key EXECUTE
            host.keep_file EXECUTE
            host.publish_event EXECUTE
            host.queue_mail EXECUTE
            host.time_zone EXECUTE
            host.uuid7 EXECUTE
            network USAGE
            network.contracts_v1 SELECT
            network.nodes_v1 SELECT
            network.outages_v1 SELECT
            network.plans_v1 SELECT
            network.servers_v1 SELECT
            network.state_changes_v1 SELECT
            work USAGE
            work.double EXECUTE
            work.things_v1 SELECT
            zones USAGE
            zones.cities_v1 SELECT
            zones.neighborhood_areas_v1 SELECT
            zones.neighborhood_at EXECUTE
            zones.neighborhood_pieces_v1 SELECT
            zones.neighborhoods_v1 SELECT
            zones.states_v1 SELECT
            zones.zone_areas_v1 SELECT
            zones.zone_at EXECUTE
            zones.zone_pieces_v1 SELECT
            zones.zones_v1 SELECT
            """,
            await work.Database.ValueAsync<string>(
                $"""
                {Ours}
                select string_agg(object || ' ' || privilege_type, E'\n' order by object collate "C", privilege_type)
                from rights where grantee = 'wisp_modules'::regrole
                """));

    [Fact]
    public async Task The_public_has_no_right_in_any_modules_schema() =>
        Assert.Equal("", await work.Database.ValueAsync<string>(
            $"{Ours} select coalesce(string_agg(object || ' ' || privilege_type, ', '), '') from rights where grantee = 0"));

    [Fact]
    public async Task A_module_holds_rights_in_its_own_schema_only() =>
        Assert.Equal("", await work.Database.ValueAsync<string>(
            $"""
            {Ours}
            select coalesce(string_agg(object || ' ' || privilege_type || ' ' || grantee::regrole, ', '), '')
            from rights
            where grantee <> 0 and grantee::regrole::text not in ('wisp_owner', 'wisp_modules', 'wisp_' || split_part(object, '.', 1))
              -- Its own test says what this login may call.
              and not (grantee = 'wisp_radius'::regrole and split_part(object, '.', 1) = 'network')
            """));

    [Fact]
    public async Task Only_the_owner_may_put_a_function_of_the_audit_on_a_trigger() =>
        Assert.Equal("", await work.Database.ValueAsync<string>(
            """
            select coalesce(string_agg(p.proname || ' ' || r.rolname, ', '), '')
            from pg_proc p cross join pg_roles r
            where p.pronamespace = 'host'::regnamespace and p.prorettype = 'trigger'::regtype
              and r.rolname in ('wisp_app', 'wisp_host', 'wisp_zones', 'wisp_clients', 'wisp_network', 'wisp_work', 'wisp_modules')
              and has_function_privilege(r.oid, p.oid, 'execute')
            """));

    [Fact]
    public async Task What_runs_with_its_owners_rights_says_where_it_looks_for_names()
    {
        await using var connection = await work.Database.OpenAsync();
        var functions = await connection.Sql(
            """
            select n.nspname || '.' || p.proname, coalesce((select c from unnest(p.proconfig) c where c like 'search_path=%'), 'none')
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prosecdef and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'ext', 'hangfire')
            """).ListAsync(row => (Name: row.GetString(0), Path: row.GetString(1)));

        Assert.Contains(functions, f => f.Name == "host.enqueue_job");
        Assert.Contains(functions, f => f.Name == "host.audit_clients_client_u");
        string[] safe = ["search_path=pg_catalog, pg_temp", "search_path=pg_catalog, ext, pg_temp", "search_path=\"\""];
        Assert.Equal([], functions.Where(f => !safe.Contains(f.Path)));
    }

    [Fact]
    public async Task The_engines_tables_are_the_hosts_alone()
    {
        await using var connection = await work.Database.OpenAsync();
        var holders = await connection.Sql(
            """
            select distinct a.grantee::regrole::text || ' ' || a.privilege_type
            from pg_class c cross join aclexplode(c.relacl) a
            where c.relnamespace = 'hangfire'::regnamespace and c.relkind = 'r' and a.grantee <> c.relowner order by 1
            """).ListAsync(row => row.GetString(0));

        Assert.Equal(["wisp_host DELETE", "wisp_host INSERT", "wisp_host SELECT", "wisp_host UPDATE"], holders);
    }

    [Fact]
    public async Task The_login_of_the_application_inherits_nothing_and_may_make_nothing() =>
        Assert.True(await work.Database.ValueAsync<bool>(
            """
            select not (rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
                   and not has_database_privilege(oid, current_database(), 'create')
            from pg_roles where rolname = 'wisp_app'
            """));
}
