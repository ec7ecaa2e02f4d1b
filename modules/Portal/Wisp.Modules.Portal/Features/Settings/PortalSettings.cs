using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Settings;

/// <summary>What becomes of a change that a subscriber makes to his own data.</summary>
internal static class ProfileChanges
{
    public const string No = "no", Ask = "ask", Apply = "apply";

    public static readonly string[] All = [No, Ask, Apply];
}

/// <summary>The portal as the ISP set it up.</summary>
/// <param name="Name">What subscribers read at its top; empty until it was set up.</param>
/// <param name="Address">Where subscribers reach it, up to the host: <c>https://clientes.example.org</c>. Links never come from a request.</param>
/// <param name="Color">Of the bar and buttons, <c>#rrggbb</c>, dark enough for white letters.</param>
/// <param name="LogoFile">In the file store, or <c>null</c>.</param>
internal sealed record PortalSettings(string Name, string Address, string Color, Guid? LogoFile)
{
    public const string Key = "portal.settings";

    public static PortalSettings Default { get; } = new("", "", "#0a6577", null);

    /// <summary>Whether consumption is shown.</summary>
    public bool Consumption { get; init; } = true;

    /// <summary>Whether a subscriber who owes may promise to pay (only within the rules of promises).</summary>
    public bool Promises { get; init; }

    /// <summary>Whether a payment may be told of with a picture of its voucher.</summary>
    public bool Vouchers { get; init; } = true;

    /// <summary>Whether another plan may be asked for.</summary>
    public bool PlanRequests { get; init; } = true;

    /// <summary>One of <see cref="ProfileChanges"/>.</summary>
    public string Profile { get; init; } = ProfileChanges.Ask;

    /// <summary>Where to write or call, as subscribers read it; empty for nothing.</summary>
    public string Help { get; init; } = "";

    public bool IsSetUp => Name.Length > 0 && Address.Length > 0;
}

/// <summary>Reads the portal's settings.</summary>
[Feature]
internal sealed class ReadPortal(ISettings settings)
{
    public async ValueTask<PortalSettings> ReadAsync(CancellationToken cancellationToken) =>
        await settings.GetAsync<PortalSettings>(PortalSettings.Key, cancellationToken) ?? PortalSettings.Default;

    /// <summary>Absolute address of a page of the portal; <c>null</c> while the portal is not set up.</summary>
    public async ValueTask<string?> LinkAsync(string path, CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken) is { IsSetUp: true } portal ? portal.Address + path : null;
}
