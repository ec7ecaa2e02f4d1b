using System.Text.Json;
using NpgsqlTypes;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>What a mail with a notice says.</summary>
/// <param name="Name">Whom it is for.</param>
/// <param name="Link">The portal's page about it, or <c>null</c>.</param>
public sealed record NoticeMail(string Name, string Title, string Text, string? Link)
{
    public const string Kind = "portal.notice";
}

/// <summary>Notices by mail, through the host's ledger: a writing in the transaction, so that each is queued once whatever dies.</summary>
[Feature]
internal sealed class MailChannel(ReadPortal portal, IIsp isp) : INoticeChannel
{
    public const string ChannelKey = "portal.mail";

    public string Key => ChannelKey;

    public Label Label => Label.Of<NoticeText>("channel.mail");

    public int Order => 200;

    public string? Permission => null;

    public string Receivers => "select id as client_id, null::uuid as device_id from clients.clients_v1 where email is not null";

    public int Most => 500;

    public bool IsTransactional => true;

    public async Task<IReadOnlyDictionary<Guid, NoticeOutcome>> HandOverAsync(
        IWispTransaction transaction, IReadOnlyList<NoticeToHandOver> notices, CancellationToken cancellationToken)
    {
        var culture = (await isp.SettingsAsync(cancellationToken)).Language == "en" ? "en-GB" : "es-AR";
        var (address, words) = (await portal.LinkAsync("", cancellationToken), notices.Select(notice => notice.Write(culture)).ToList());
        var queued = await transaction.Connection.Sql(
            """
            select n.delivery, host.queue_mail($1, c.email, c.name, $2, c.id, n.model || jsonb_build_object('name', c.name), null, null, n.notice::text, '{}')
            from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::jsonb[]) as n(delivery, notice, client, model)
            join clients.clients_v1 c on c.id = n.client and c.email is not null and c.status = 'active'
            """,
            NoticeMail.Kind, culture, notices.Select(notice => notice.DeliveryId).ToArray(), notices.Select(notice => notice.NoticeId).ToArray(), notices.Select(notice => notice.ClientId).ToArray(),
            notices.Zip(words, (notice, said) => JsonSerializer.Serialize(new NoticeMail("", said.Title, said.Text, address is null ? null : address + notice.Url), JsonSerializerOptions.Web)).ToArray()
                .As(NpgsqlDbType.Array | NpgsqlDbType.Jsonb)).ListAsync(row => row.GetGuid(0), cancellationToken);
        var sent = queued.ToHashSet();
        return notices.ToDictionary(notice => notice.DeliveryId, notice => sent.Contains(notice.DeliveryId) ? NoticeOutcome.Sent : new NoticeOutcome(NoticeFate.Failed, "no address"));
    }
}
