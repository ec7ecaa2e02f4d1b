using Wisp.Sdk;

namespace Wisp.Runtime.Settings;

internal sealed class Isp(ISettings settings, TimeProvider clock) : IIsp
{
    public const string Key = "host.isp";

    public async ValueTask<IspSettings> SettingsAsync(CancellationToken cancellationToken = default) =>
        await settings.GetAsync<IspSettings>(Key, cancellationToken) ?? IspSettings.Default;

    public async ValueTask<DateOnly> TodayAsync(CancellationToken cancellationToken = default) =>
        DateOnly.FromDateTime(await LocalAsync(clock.GetUtcNow(), cancellationToken));

    public async ValueTask<DateTime> LocalAsync(DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await SettingsAsync(cancellationToken)).TimeZone);
        return TimeZoneInfo.ConvertTime(instant, zone).DateTime;
    }
}
