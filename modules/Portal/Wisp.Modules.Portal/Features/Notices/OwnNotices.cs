using NpgsqlTypes;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>A notice as its subscriber reads it.</summary>
internal sealed record ShownNotice(Guid Id, NoticeWords Words, string Url, DateTime At, bool IsSeen);

/// <summary>What one subscriber was told.</summary>
[Feature]
internal sealed class OwnNotices(IDatabase<PortalDb> database, NoticeWays ways, IIsp isp, TimeProvider clock)
{
    public async Task<List<ShownNotice>> ListAsync(Guid clientId, Guid? before, bool onlyUnseen, int take, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        // The place to go on from is one of his own, or none.
        return await database.Source.Sql(
            $"""
            select n.id, n.kind, n.arguments::text, n.url, n.made_at, n.seen_at is not null
            from portal.notice n
            where n.client_id = $1 {(onlyUnseen ? "and n.seen_at is null" : "")}
              and ($2::uuid is null or (n.made_at, n.id) < (select b.made_at, b.id from portal.notice b where b.id = $2 and b.client_id = $1))
            order by n.made_at desc, n.id desc limit $3
            """, clientId, before.As(NpgsqlDbType.Uuid), take)
            .ListAsync(
                row => new ShownNotice(
                    row.GetGuid(0), NoticeWriting.Here(ways.Find(row.GetString(1)), row.GetString(2)), row.GetString(3), TimeZoneInfo.ConvertTime(row.GetFieldValue<DateTimeOffset>(4), zone).DateTime, row.GetBoolean(5)),
                cancellationToken);
    }

    /// <summary>Marks all of a client's notices as seen, up to one of them.</summary>
    public async Task SeenAsync(Guid clientId, Guid upTo, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql(
            """
            update portal.notice set seen_at = $3
            where client_id = $1 and seen_at is null and (made_at, id) <= (select b.made_at, b.id from portal.notice b where b.id = $2 and b.client_id = $1)
            """, clientId, upTo, clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

/// <summary>The newest that was not seen yet, on the portal's first page.</summary>
[Feature]
internal sealed class NoticesCard(OwnNotices notices) : IPortalCard
{
    public const int Shown = 3;

    public string Key => "portal.notices";

    public Label Label => Label.Of<NoticeText>("notices.title");

    public int Order => 100;

    public string? Permission => null;

    public string View => "/Areas/Portal/Pages/Notices/_Card.cshtml";

    public async Task<object?> ModelAsync(Guid clientId, CancellationToken cancellationToken) =>
        await notices.ListAsync(clientId, before: null, onlyUnseen: true, Shown, cancellationToken) is { Count: > 0 } some ? some : null;
}

/// <summary>The list in the portal's menu.</summary>
[Feature]
internal sealed class NoticesPage : IPortalPage
{
    public string Key => "portal.notices";

    public Label Label => Label.Of<NoticeText>("notices.title");

    public int Order => 500;

    public string? Permission => null;

    public string Url => "/portal/notices";
}
