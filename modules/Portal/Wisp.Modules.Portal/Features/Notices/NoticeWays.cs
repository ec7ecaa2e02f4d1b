using Wisp.Contracts.Portal;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>The kinds and channels that there are, and what the ISP chose for them.</summary>
[Feature]
internal sealed class NoticeWays(IEnumerable<INoticeKind> kinds, IEnumerable<INoticeChannel> channels, ISettings settings)
{
    public IReadOnlyList<INoticeKind> Kinds { get; } = [.. kinds.OrderBy(kind => kind.Order).DistinctBy(kind => kind.Key)];

    public IReadOnlyList<INoticeChannel> Channels { get; } = [.. channels.OrderBy(channel => channel.Order).DistinctBy(channel => channel.Key)];

    public async ValueTask<NoticeSettings> SettingsAsync(CancellationToken cancellationToken) =>
        await settings.GetAsync<NoticeSettings>(NoticeSettings.Key, cancellationToken) ?? NoticeSettings.Default;

    public INoticeKind? Find(string key) => Kinds.FirstOrDefault(kind => kind.Key == key);
}
