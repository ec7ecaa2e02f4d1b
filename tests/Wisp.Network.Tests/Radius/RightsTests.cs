using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Network.Tests.Radius;

/// <summary>What RADIUS's login may do, and where secrets stand.</summary>
[Collection(RadiusTests.Name)]
public sealed class RightsTests(RadiusApp app)
{
    private const string Password = "Clave-Que-Nadie-Ve.1";

    [Fact]
    public async Task Its_login_may_call_five_functions_and_nothing_else()
    {
        var role = $"{Places.RolePrefix}_radius";
        Assert.Equal(
            "account, account_restart, radius_authorize, radius_client, reveal",
            await app.Database.ValueAsync<string>(
                """
                select string_agg(p.proname, ', ' order by p.proname)
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'ext', 'public') and has_schema_privilege($1, n.oid, 'usage')
                  and has_function_privilege($1, p.oid, 'execute')
                """, role));
        // No table, view, sequence or column; schemas to use, but none to make something in; no membership; nothing of its own.
        Assert.Equal("", await app.Database.ValueAsync<string>(
            """
            select coalesce(string_agg(n.nspname || '.' || c.relname, ', '), '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'ext', 'public')
              and (c.relkind in ('r', 'p', 'v', 'm', 'f') and (has_table_privilege($1, c.oid, 'select, insert, update, delete, truncate, references, trigger')
                                                               or has_any_column_privilege($1, c.oid, 'select, insert, update, references'))
                   or c.relkind = 'S' and has_sequence_privilege($1, c.oid, 'usage, select, update'))
            """, role));
        Assert.Equal("ext network", await app.Database.ValueAsync<string>(
            """
            select string_agg(nspname, ' ' order by nspname) from pg_namespace
            where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') and has_schema_privilege($1, oid, 'usage')
            """, role));
        Assert.Equal(0L, await app.Database.ValueAsync<long>(
            """
            select (select count(*) from pg_namespace where nspname !~ '^pg_temp' and has_schema_privilege($1, oid, 'create'))
                 + (select count(*) from pg_auth_members where member = $1::regrole)
                 + (select count(*) from pg_shdepend where refobjid = $1::regrole and deptype = 'o')
                 + (select count(*) from pg_roles where rolname = $1 and (rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls))
            """, role));
        // And those functions are nobody else's.
        Assert.Equal("", await app.Database.ValueAsync<string>(
            """
            select coalesce(string_agg(p.proname || ' ' || r.rolname, ', '), '')
            from pg_proc p cross join pg_roles r
            where p.pronamespace = 'network'::regnamespace and p.proname in ('account', 'account_restart', 'radius_authorize', 'radius_client', 'reveal')
              and r.rolname = any (select $1 || '_' || role from unnest(array['app', 'host', 'zones', 'clients', 'network', 'modules']) role) and has_function_privilege(r.oid, p.oid, 'execute')
            """, Places.RolePrefix));
    }

    [Fact]
    public async Task Secrets_open_with_the_key_of_the_connection_alone_and_only_whole()
    {
        var server = await app.AccessServerAsync(Password);
        var stored = (await app.Database.ValueAsync<string>("select secret from network.server where id = $1", server.Id))!;
        Assert.StartsWith("aes1:", stored, StringComparison.Ordinal);
        var key = Convert.ToHexStringLower(app.Wisp.Services.GetRequiredService<ISecretKeys>().Derive("network.secrets", 64));

        Assert.Equal(Password, await RevealAsync(key, stored, "server"));
        var changed = stored[..30] + (stored[30] == 'A' ? 'B' : 'A') + stored[31..];
        foreach (var (wrongKey, box, purpose) in new[] { ("", stored, "server"), (new string('0', 128), stored, "server"), (key, changed, "server"), (key, stored, "contract"), (key, "CfDJ8x", "server") })
            Assert.Equal(PostgresErrorCodes.InvalidAuthorizationSpecification, (await Assert.ThrowsAsync<PostgresException>(() => RevealAsync(wrongKey, box, purpose))).SqlState);
        // The same password twice looks different.
        var other = await app.AccessServerAsync(Password);
        Assert.NotEqual(stored, await app.Database.ValueAsync<string>("select secret from network.server where id = $1", other.Id));
    }

    [Fact]
    public async Task Secrets_stand_in_no_audit_page_log_or_export()
    {
        var server = await app.AccessServerAsync("Compartida-Que-Nadie-Ve.1");
        var user = NetworkApp.Unique("secreta");
        var contract = await app.PppoeAsync(server, user, Password);
        await app.EditAsync(contract, ("Input.PppoePassword", Password + "2"));
        await app.Radius.AuthenticateAsync(server, ("User-Name", $"\"{user}\""), ("User-Password", $"\"{Password}2\""));
        await app.Radius.AuthenticateAsync(server, ("User-Name", $"\"{user}\""), ("User-Password", $"\"{Password}3\""));

        string[] secrets = [Password, "Compartida-Que-Nadie-Ve", "aes1:", Convert.ToHexStringLower(app.Wisp.Services.GetRequiredService<ISecretKeys>().Derive("network.secrets", 64))];
        var places = new Dictionary<string, string>
        {
            ["audit"] = (await app.Database.ValueAsync<string>("select string_agg(concat(old, new), ' ') from host.audit where schema_name = 'network'"))!,
            ["FreeRADIUS's log"] = app.Radius.Log,
            ["published views"] = (await app.Database.ValueAsync<string>(
                "select (select string_agg(v::text, ' ') from network.contracts_v1 v) || (select string_agg(v::text, ' ') from network.servers_v1 v)"))!,
        };
        foreach (var url in new[] { $"/contracts/{contract}", $"/contracts/{contract}/edit", $"/network/servers/edit/{server.Id}", "/network/servers", "/contracts" })
            places[url] = (await app.Admin.GetAsync(url)).Body;
        foreach (var (place, text) in places)
            foreach (var secret in secrets) Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{place} holds {secret}");
        Assert.Contains("•••", places["audit"], StringComparison.Ordinal);
    }

    private async Task<string?> RevealAsync(string key, string stored, string purpose)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(app.Database.Admin) { Options = $"-c wisp.radius_key={key} -c role={Places.RolePrefix}_radius" }.ConnectionString);
        await connection.OpenAsync();
        return await connection.Sql("select network.reveal($1, $2)", stored, purpose).ValueAsync<string>();
    }
}
