using Wisp.Modules.Portal.Features.Push;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Devices;

/// <summary>What a subscriber sees of his devices.</summary>
/// <param name="Here">The device that asks, when it is one.</param>
/// <param name="PushKey">What a browser subscribes with.</param>
internal sealed record OwnDeviceList(IReadOnlyList<Device> Devices, Guid? Here, bool IsReadOnly, string PushKey, TimeZoneInfo Zone)
{
    public bool PushesHere => Devices.Any(device => device.Id == Here && device.Pushes);

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;
}

/// <summary>Reads the devices of whoever is signed in.</summary>
[Feature]
internal sealed class OwnDevices(PairedDevices devices, CurrentSubscriber current, PushKeys keys, IIsp isp)
{
    public async Task<OwnDeviceList> ReadAsync(CancellationToken cancellationToken) => new(
        await devices.ListAsync(current.RequiredId, cancellationToken), current.Session?.DeviceId, current.IsReadOnly, (await keys.ReadAsync(cancellationToken)).Public,
        TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone));
}
