using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.AccessList;

internal sealed record ListedAccess(
    Guid ClientId, long PublicId, string ShownId, string Name, string? Email, bool HasAccess, bool Enabled, bool HasPassword, bool MustChange, DateTimeOffset? LastSignInAt)
{
    /// <summary>Key of the words for how it stands.</summary>
    public string State => !HasAccess ? "access.none" : !Enabled ? "access.is-closed" : MustChange ? "access.must-change" : HasPassword ? "access.open" : "access.without-password";
}

/// <summary>Whom a mass mailing reaches.</summary>
/// <param name="Reached">How many get a link.</param>
/// <param name="NoEmail">How many of the filter have no address.</param>
/// <param name="Closed">How many of the filter have a closed access.</param>
internal sealed record Reach(long Reached, long NoEmail, long Closed);

/// <summary>Active clients and how each one's access stands, newest client first.</summary>
[Feature]
internal sealed class ListAccesses(IDatabase<PortalDb> database, PortalScope scope, IIsp isp)
{
    public const int PageSize = 50;

    /// <summary>Whom a mass mailing may go to, over <c>k</c> and <c>a</c>.</summary>
    public const string Reachable = "k.email is not null and coalesce(a.enabled, true)";

    /// <returns>One more than a page when there are more.</returns>
    public async Task<List<ListedAccess>> RunAsync(AccessFilter filter, long? after, CancellationToken cancellationToken)
    {
        List<object?> values = [];
        var conditions = filter.Sql(Adding(values), (await isp.SettingsAsync(cancellationToken)).TimeZone);
        if (after is { } last) conditions += $" and k.public_id < {Adding(values)(last)}";
        var (within, seen) = scope.Where("k.id", values.Count, PortalPermissions.RegeneratePassword);
        return await database.Source.Sql(
            $"""
            select k.id, k.public_id, k.shown_id, k.name, k.email, a.id is not null, coalesce(a.enabled, true), a.password_hash is not null, coalesce(a.must_change, false), a.last_sign_in_at
            from clients.clients_v1 k {Join(filter)} portal.access a on a.id = k.id
            where {conditions} and {within} order by k.public_id desc limit {PageSize + 1}
            """, [.. values, .. seen]).ListAsync(
                row => new ListedAccess(
                    row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.Text(4), row.GetBoolean(5), row.GetBoolean(6), row.GetBoolean(7), row.GetBoolean(8),
                    row.Maybe<DateTimeOffset>(9)), cancellationToken);
    }

    /// <summary>Counts a mass mailing by the statement that it chooses by.</summary>
    public async Task<Reach> ReachAsync(AccessFilter filter, CancellationToken cancellationToken)
    {
        List<object?> values = [];
        var conditions = filter.Sql(Adding(values), (await isp.SettingsAsync(cancellationToken)).TimeZone);
        return (await database.Source.Sql(
            $"""
            select count(*) filter (where {Reachable}), count(*) filter (where k.email is null), count(*) filter (where k.email is not null and not coalesce(a.enabled, true))
            from clients.clients_v1 k {Join(filter)} portal.access a on a.id = k.id where {conditions}
            """, [.. values]).ListAsync(row => new Reach(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken)).Single();
    }

    // Where an access is asked for, the few rows that match lead to their clients by an index.
    public static string Join(AccessFilter filter) => filter.Is is AccessIs.Since or AccessIs.MustChange or AccessIs.Closed ? "join" : "left join";

    public static Func<object?, string> Adding(List<object?> values) => value =>
    {
        values.Add(value);
        return $"${values.Count}";
    };
}
