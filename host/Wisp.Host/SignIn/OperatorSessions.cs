using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.SignIn;

/// <summary>The sign-ins of operators. One that was ended opens nothing within a minute.</summary>
public sealed class OperatorSessions(IDatabase<HostDb> database, TimeProvider clock)
{
    private const int LongestUserAgent = 300;

    /// <summary>Records a sign-in.</summary>
    public async Task<Guid> BeginAsync(Guid operatorId, HttpContext context)
    {
        var id = Guid.CreateVersion7();
        var agent = context.Request.Headers.UserAgent.ToString();
        await using var transaction = await database.BeginAsync();
        await transaction.Connection.Sql(
            """
            with signed_in as (update host.operator set last_sign_in_at = $3 where id = $2)
            insert into host.operator_session (id, operator_id, created_at, last_seen_at, address, user_agent)
            values ($1, $2, $3, $3, $4, $5)
            """,
            id, operatorId, clock.GetUtcNow(), context.Connection.RemoteIpAddress?.ToString().As(NpgsqlTypes.NpgsqlDbType.Text),
            agent[..Math.Min(agent.Length, LongestUserAgent)]).RunAsync();
        await transaction.CommitAsync();
        return id;
    }

    /// <summary>Notes that a session is in use.</summary>
    /// <returns><c>false</c> when it was ended.</returns>
    public async Task<bool> SeenAsync(Guid id, Guid operatorId) =>
        await database.Source.Sql(
            "update host.operator_session set last_seen_at = $3 where id = $1 and operator_id = $2 and ended_at is null",
            id, operatorId, clock.GetUtcNow()).RunAsync() == 1;

    /// <summary>Ends one session, or with <paramref name="except"/> all others.</summary>
    public Task<int> EndAsync(Guid operatorId, Guid? one = null, Guid? except = null) =>
        database.Source.Sql(
            """
            update host.operator_session
            set ended_at = $4
            where operator_id = $1 and ended_at is null and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)
            """,
            operatorId, one.As(NpgsqlTypes.NpgsqlDbType.Uuid), except.As(NpgsqlTypes.NpgsqlDbType.Uuid), clock.GetUtcNow()).RunAsync();

    /// <summary>Sessions that are open and were used within the life of a cookie, the latest first.</summary>
    public Task<List<OpenSession>> OpenAsync(Guid operatorId, CancellationToken cancellationToken) =>
        database.Source.Sql(
            """
            select id, created_at, last_seen_at, address, user_agent
            from host.operator_session
            where operator_id = $1 and ended_at is null and last_seen_at > $2
            order by last_seen_at desc
            limit 50
            """, operatorId, clock.GetUtcNow() - OperatorIdentity.CookieLife)
        .ListAsync(
            row => new OpenSession(
                row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetFieldValue<DateTimeOffset>(2), row.Text(3), row.Text(4)),
            cancellationToken);
}

public sealed record OpenSession(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? Address, string? UserAgent);
