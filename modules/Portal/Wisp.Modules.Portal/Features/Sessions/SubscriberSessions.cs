using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Sessions;

internal static class SessionKind
{
    public const string Password = "password", Link = "link", Device = "device", Operator = "operator";
}

/// <summary>A session that is open.</summary>
/// <param name="MustChange">The password was made for the subscriber, who must choose another first.</param>
/// <param name="OperatorName">Who looks as this client does, or <c>null</c>.</param>
internal sealed record OpenSession(Guid Id, Guid ClientId, string Kind, bool MustChange, string? OperatorName, DateTimeOffset LastSeenAt)
{
    /// <summary>The paired device that it is on, or <c>null</c>.</summary>
    public Guid? DeviceId { get; init; }

    /// <summary>The operator who looks, or <c>null</c>.</summary>
    public Guid? OperatorId { get; init; }
}

/// <summary>A row of the list of sessions.</summary>
internal sealed record ListedSession(Guid Id, string Kind, DateTimeOffset MadeAt, DateTimeOffset LastSeenAt, string? Address, string? UserAgent);

/// <summary>The sign-ins of subscribers. The cookie carries an id and nothing else: each request asks whether that session is still open.</summary>
[Feature]
internal sealed class SubscriberSessions(IDatabase<PortalDb> database, IOperators operators, TimeProvider clock)
{
    public const string ClientClaim = "portal:client";
    public const string SessionClaim = "portal:session";
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);
    public static readonly TimeSpan DeviceLife = TimeSpan.FromDays(400);
    public static readonly TimeSpan OperatorLife = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);
    private const int LongestUserAgent = 300;

    /// <summary>What it takes to look as a client, to begin and to go on.</summary>
    private static readonly string[] ToLook = [PortalPermissions.ViewAs, PortalPermissions.RegeneratePassword, ViewClients];

    private const string ViewClients = "clients.view";

    /// <summary>Signs in with a session of its own, whatever cookie came along.</summary>
    public async Task<Guid> BeginAsync(HttpContext context, Guid clientId, string kind, ICurrentOperator? looker = null, Guid? device = null, CancellationToken cancellationToken = default)
    {
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var life = kind switch { SessionKind.Device => DeviceLife, SessionKind.Operator => OperatorLife, _ => Life };
        var agent = context.Request.Headers.UserAgent.ToString();
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql(
            """
            insert into portal.session (id, client_id, kind, operator_name, made_at, last_seen_at, expires_at, address, user_agent, device_id, operator_id)
            values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10)
            """,
            id, clientId, kind, (looker?.Name).As(NpgsqlDbType.Text), now, now + life, context.Connection.RemoteIpAddress?.ToString().As(NpgsqlDbType.Text),
            agent[..Math.Min(agent.Length, LongestUserAgent)], device.As(NpgsqlDbType.Uuid), (looker?.Id).As(NpgsqlDbType.Uuid)).RunAsync(cancellationToken);
        if (kind == SessionKind.Operator)
            await transaction.Connection.Sql("insert into portal.view_as (client_id, session_id, at) values ($1, $2, $3)", clientId, id, now).RunAsync(cancellationToken);
        else
            await transaction.Connection.Sql("update portal.access set last_sign_in_at = $2 where id = $1", clientId, now).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await context.SignInAsync(
            SubscriberIdentity.Scheme, CurrentSubscriber.Principal(clientId, id),
            new AuthenticationProperties { IsPersistent = kind != SessionKind.Operator, ExpiresUtc = now + life });
        return id;
    }

    /// <summary>Lets the cookie's session in while it is open, the access is, and the client is active; an operator's while he may still look.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal;
        if (Guid.TryParse(principal?.FindFirst(SessionClaim)?.Value, out var id) && Guid.TryParse(principal.FindFirst(ClientClaim)?.Value, out var client)
            && await FindAsync(id, client, context.HttpContext.RequestAborted) is { } open && await MayGoOnAsync(open, context.HttpContext.RequestAborted))
        {
            context.HttpContext.Features.Set(open);
            if (clock.GetUtcNow() - open.LastSeenAt > SeenEvery) await SeenAsync(id, context.HttpContext.RequestAborted);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SubscriberIdentity.Scheme);
    }

    /// <summary>Sessions that are open, the latest first; those of operators who look are not among them.</summary>
    public Task<List<ListedSession>> OpenAsync(Guid clientId, CancellationToken cancellationToken) => database.Source.Sql(
        """
        select id, kind, made_at, last_seen_at, address, user_agent from portal.session
        where client_id = $1 and ended_at is null and expires_at > $2 and kind <> 'operator'
        order by last_seen_at desc limit 50
        """, clientId, clock.GetUtcNow())
        .ListAsync(
            row => new ListedSession(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3), row.Text(4), row.Text(5)),
            cancellationToken);

    /// <summary>Ends one session of a client, or all, or all but one.</summary>
    public async Task<int> EndAsync(Guid clientId, Guid? one = null, Guid? except = null, CancellationToken cancellationToken = default)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var ended = await EndAsync(transaction.Connection, clientId, one, except, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ended;
    }

    public Task<int> EndAsync(NpgsqlConnection connection, Guid clientId, Guid? one, Guid? except, CancellationToken cancellationToken) => connection.Sql(
        "update portal.session set ended_at = $4 where client_id = $1 and ended_at is null and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)",
        clientId, one.As(NpgsqlDbType.Uuid), except.As(NpgsqlDbType.Uuid), clock.GetUtcNow()).RunAsync(cancellationToken);

    private async Task<bool> MayGoOnAsync(OpenSession open, CancellationToken cancellationToken)
    {
        if (open.Kind != SessionKind.Operator) return true;
        if (open.OperatorId is not { } looker) return false;
        var held = await operators.ScopesAsync(looker, ToLook, cancellationToken);
        if (held.Values.Contains(PermissionScope.None)) return false;
        return held[ViewClients] == PermissionScope.All
            || await database.Source.Sql("select exists (select from clients.collected_v1 where operator_id = $1 and client_id = $2)", looker, open.ClientId).ValueAsync<bool>(cancellationToken);
    }

    private async Task<OpenSession?> FindAsync(Guid id, Guid clientId, CancellationToken cancellationToken) => (await database.Source.Sql(
        """
        select s.kind, a.must_change, s.operator_name, s.last_seen_at, s.device_id, s.operator_id
        from portal.session s
        join portal.access a on a.id = s.client_id
        join clients.clients_v1 c on c.id = s.client_id
        where s.id = $1 and s.client_id = $2 and s.ended_at is null and s.expires_at > $3 and (a.enabled or s.kind = 'operator') and (c.status = 'active' or s.kind = 'operator')
        """, id, clientId, clock.GetUtcNow())
        .ListAsync(row => new OpenSession(id, clientId, row.GetString(0), row.GetBoolean(1), row.Text(2), row.GetFieldValue<DateTimeOffset>(3)) { DeviceId = row.Maybe<Guid>(4), OperatorId = row.Maybe<Guid>(5) }, cancellationToken)).FirstOrDefault();

    private Task<int> SeenAsync(Guid id, CancellationToken cancellationToken) =>
        database.Source.Sql("update portal.session set last_seen_at = $2 where id = $1", id, clock.GetUtcNow()).RunAsync(cancellationToken);
}
