using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.LineState;

/// <summary>What a contract's line is wanted to be and what it is.</summary>
/// <param name="Wanted">The contract's state.</param>
/// <param name="WantedAt">When that was last changed, or <c>null</c>: never.</param>
/// <param name="Applied">What the line is as far as we know.</param>
/// <param name="AppliedAt">When the access server was last told, or <c>null</c>.</param>
/// <param name="Waits">Whether something waits to be told.</param>
/// <param name="Tries">How often that failed.</param>
/// <param name="Error">Why it last failed.</param>
/// <param name="ErrorAt">When.</param>
/// <param name="NextTryAt">When it is tried again.</param>
/// <param name="Online">Sessions that are under way.</param>
internal sealed record LineStatus(
    string Wanted, DateTimeOffset? WantedAt, string Applied, DateTimeOffset? AppliedAt, bool Waits, int Tries, string? Error, DateTimeOffset? ErrorAt,
    DateTimeOffset? NextTryAt, long Online)
{
    /// <summary>Key of the error's text, and the access server's Error-Cause if it gave one.</summary>
    public (string Key, string Cause) ErrorText => Error?.Split(' ', 2) is [var code, var cause] ? ($"line.error.{code}", cause) : ($"line.error.{Error}", "?");
}

[Feature]
internal sealed class LineView(IDatabase<NetworkDb> database)
{
    public async Task<LineStatus> OfAsync(Guid contract, CancellationToken cancellationToken) => (await database.Source.Sql(
        """
        select c.state, l.wanted_at, coalesce(l.applied_state, c.state), l.applied_at, coalesce(l.applied_number < l.wanted_number, false),
               coalesce(l.tries, 0), l.last_error, l.last_error_at, l.next_try_at,
               (select count(*) from network.session s where s.contract_id = c.id and s.ended_at is null)
        from network.contract c left join network.line l on l.contract_id = c.id
        where c.id = $1
        """, contract).ListAsync(
            row => new LineStatus(
                row.GetString(0), row.Maybe<DateTimeOffset>(1), row.GetString(2), row.Maybe<DateTimeOffset>(3), row.GetBoolean(4), row.GetInt32(5), row.Text(6),
                row.Maybe<DateTimeOffset>(7), row.Maybe<DateTimeOffset>(8), row.GetInt64(9)),
            cancellationToken))[0];
}
