using Npgsql;
using NpgsqlTypes;
using Wisp.Runtime.Database;
using Wisp.Sdk;
using static Wisp.Runtime.Migrate.SqlNames;

namespace Wisp.Runtime.Migrate;

/// <summary>Roles, schemas and extensions, made by the administrator. All may be repeated.</summary>
internal sealed class RoleSetup(NpgsqlConnection administrator, RoleNames roles)
{
    private static readonly string[] Extensions = ["postgis", "pg_trgm", "unaccent", "btree_gin", "pgcrypto"];

    public async Task RunAsync(
        IReadOnlyList<ModuleToMigrate> modules, string? appPassword, IReadOnlyDictionary<string, string> loginPasswords, CancellationToken cancellationToken)
    {
        await EnsureRoleAsync(roles.Owner, "nologin", cancellationToken);
        await EnsureRoleAsync(roles.Modules, "nologin", cancellationToken);
        await EnsureRoleAsync(roles.App, "login noinherit", cancellationToken);
        await DoAsync($"grant {Quote(roles.Owner)} to current_user", cancellationToken);
        if (appPassword is not null)
            await DoAsync($"alter role {Quote(roles.App)} login noinherit password {Literal(appPassword)}", cancellationToken);

        await DoAsync($"create schema if not exists ext authorization {Quote(roles.Owner)}", cancellationToken);
        await DoAsync("grant usage on schema ext to public", cancellationToken);
        await DoAsync($"create schema if not exists hangfire authorization {Quote(roles.Owner)}", cancellationToken);
        foreach (var extension in Extensions)
            await DoAsync($"create extension if not exists {extension} schema ext", cancellationToken);

        await TakeBackMembershipsAsync(modules, cancellationToken);
        foreach (var module in modules)
        {
            var role = roles.Of(module.Id);
            await EnsureRoleAsync(role, "nologin", cancellationToken);
            await DoAsync($"grant {Quote(roles.Modules)} to {Quote(role)}", cancellationToken);
            await DoAsync($"grant {Quote(role)} to {Quote(roles.App)}", cancellationToken);
            if (module.Database is { } database)
                await DoAsync($"create schema if not exists {Quote(database.Schema)} authorization {Quote(roles.Owner)}", cancellationToken);
            foreach (var login in module.Database?.Logins ?? [])
                await LoginAsync(roles.Of(login.Name), loginPasswords.GetValueOrDefault(login.Name), cancellationToken);
        }
    }

    // For a program beside us: whatever was given to it by hand is taken back.
    private async Task LoginAsync(string role, string? password, CancellationToken cancellationToken)
    {
        const string Nothing = "login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls";
        await EnsureRoleAsync(role, Nothing, cancellationToken);
        var asItShould = await administrator.Sql(
            """
            select rolcanlogin and not (rolinherit or rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)
            from pg_roles where rolname = $1
            """, role).ValueAsync<bool>(cancellationToken);
        // Only when there is something to change: roles belong to the server, and two databases may be migrated at once.
        if (password is not null) await DoAsync($"alter role {Quote(role)} {Nothing} password {Literal(password)}", cancellationToken);
        else if (!asItShould) await DoAsync($"alter role {Quote(role)} {Nothing}", cancellationToken);
        var held = await administrator.Sql(
            "select r.rolname from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member where m.rolname = $1", role)
            .ListAsync(row => row.GetString(0), cancellationToken);
        foreach (var other in held) await DoAsync($"revoke {Quote(other)} from {Quote(role)}", cancellationToken);
    }

    // A membership given by hand would let one module's part reach another's tables.
    private async Task TakeBackMembershipsAsync(IReadOnlyList<ModuleToMigrate> modules, CancellationToken cancellationToken)
    {
        var ofModules = modules.Select(module => roles.Of(module.Id)).ToArray();
        var wrong = await administrator.Sql(
            """
            select r.rolname, m.rolname
            from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
            where r.rolname = any ($1 || array[$2, $3]) and m.rolname = any ($1 || array[$2, $4])
              and not (m.rolname = any ($1) and r.rolname = $2) and not (m.rolname = $4 and r.rolname = any ($1))
            """, ofModules.As(NpgsqlDbType.Array | NpgsqlDbType.Text), roles.Modules, roles.Owner, roles.App)
            .ListAsync(row => (Role: row.GetString(0), Member: row.GetString(1)), cancellationToken);
        foreach (var (role, member) in wrong) await DoAsync($"revoke {Quote(role)} from {Quote(member)}", cancellationToken);
    }

    private async Task EnsureRoleAsync(string role, string attributes, CancellationToken cancellationToken)
    {
        var exists = await administrator.Sql("select true from pg_roles where rolname = $1", role).ValueAsync<bool>(cancellationToken);
        if (exists) return;
        try
        {
            await DoAsync($"create role {Quote(role)} {attributes}", cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Roles belong to the server: another database's migration made it in between.
        }
    }

    private Task DoAsync(string sql, CancellationToken cancellationToken) => administrator.Sql(sql).RunAsync(cancellationToken);
}
