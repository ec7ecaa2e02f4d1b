using System.Collections.Concurrent;
using System.Text.Json;
using Lib.Net.Http.WebPush.Authentication;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Push;

/// <summary>Notices on paired phones. Only a device that is signed in is told: whoever signed out left it to somebody else.</summary>
[Feature]
internal sealed class PushChannel(PushKeys keys, PushTokens tokens, PushSender sender, PushHosts hosts, ReadPortal portal, TimeProvider clock) : INoticeChannel
{
    public const string ChannelKey = "portal.push";

    public string Key => ChannelKey;

    public Label Label => Label.Of<NoticeText>("channel.push");

    public int Order => 100;

    public string? Permission => null;

    public string Receivers =>
        """
        select d.client_id, d.id as device_id
        from portal.device d
        join portal.push_subscription p on p.device_id = d.id
        join portal.access a on a.id = d.client_id
        where d.revoked_at is null and a.enabled and exists (select from portal.session s where s.device_id = d.id and s.ended_at is null)
        """;

    public int Most => 48;

    public bool IsTransactional => false;

    public async Task<IReadOnlyDictionary<Guid, NoticeOutcome>> HandOverAsync(
        IWispTransaction transaction, IReadOnlyList<NoticeToHandOver> notices, CancellationToken cancellationToken)
    {
        var targets = (await TargetsAsync(transaction, notices, cancellationToken)).ToDictionary(target => target.Device);
        var key = await keys.ReadAsync(cancellationToken);
        using var signature = new VapidAuthentication(key.Public, key.Private) { TokenCache = tokens };
        // Whom a push service may ask about us; it takes no plain address.
        if ((await portal.ReadAsync(cancellationToken)).Address is { } address && address.StartsWith("https:", StringComparison.Ordinal)) signature.Subject = address;
        // Signed here, one after the other: the letters that leave at once only read.
        foreach (var audience in targets.Values.Select(target => new Uri(target.Endpoint)).Select(uri => $"{uri.Scheme}://{uri.Host}").Distinct())
            signature.GetVapidSchemeAuthenticationHeaderValueParameter(audience);

        var (outcomes, gone) = (new ConcurrentDictionary<Guid, NoticeOutcome>(), new ConcurrentBag<Guid>());
        await Task.WhenAll(notices.Select(async notice =>
        {
            if (notice.DeviceId is not { } device || !targets.TryGetValue(device, out var target) || !hosts.Allows(target.Endpoint))
            {
                outcomes[notice.DeliveryId] = new NoticeOutcome(NoticeFate.Failed, "signed out");
                return;
            }

            var (outcome, isGone) = await sender.SendAsync(target, Letter(notice, target.Culture), notice, signature, clock.GetUtcNow(), cancellationToken);
            outcomes[notice.DeliveryId] = outcome;
            if (isGone) gone.Add(device);
        }));
        if (!gone.IsEmpty) await transaction.Connection.Sql("delete from portal.push_subscription where device_id = any ($1)", gone.Distinct().ToArray()).RunAsync(cancellationToken);
        return outcomes;
    }

    private static string Letter(NoticeToHandOver notice, string culture)
    {
        var words = notice.Write(culture);
        // A letter holds 4 kB.
        return JsonSerializer.Serialize(new { title = Start(words.Title, 100), body = Start(words.Text, 600), url = notice.Url, tag = $"{notice.NoticeId:N}" }, JsonSerializerOptions.Web);
    }

    private static string Start(string text, int most) => text.Length <= most ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)}…";

    // Asked again: since the notice was made its receiver may have signed out.
    private Task<List<PushTarget>> TargetsAsync(IWispTransaction transaction, IReadOnlyList<NoticeToHandOver> notices, CancellationToken cancellationToken) => transaction.Connection.Sql(
        $"""
        select p.device_id, p.endpoint, p.p256dh, p.auth, p.culture
        from ({Receivers}) r
        join portal.push_subscription p on p.device_id = r.device_id
        where r.device_id = any ($1) and exists (select from portal.session s where s.device_id = r.device_id and s.ended_at is null and s.expires_at > $2)
        """, notices.Select(notice => notice.DeviceId).OfType<Guid>().Distinct().ToArray(), clock.GetUtcNow())
        .ListAsync(row => new PushTarget(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)), cancellationToken);
}

/// <summary>Where a device is reached.</summary>
internal sealed record PushTarget(Guid Device, string Endpoint, string P256dh, string Auth, string Culture);

/// <summary>Signatures by push service, used until shortly before they end.</summary>
internal sealed class PushTokens(TimeProvider clock) : IVapidTokenCache
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    public string? Get(string audience) => _kept.TryGetValue(audience, out var kept) && kept.Until - Margin > clock.GetUtcNow() ? kept.Token : null;

    public void Put(string audience, DateTimeOffset expiration, string token) => _kept[audience] = (token, expiration);
}
