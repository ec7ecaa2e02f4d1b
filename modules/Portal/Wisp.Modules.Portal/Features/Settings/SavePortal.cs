using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Settings;

internal sealed class PortalInput
{
    public string? Name { get; set; }

    public string? Address { get; set; }

    public string? Color { get; set; }

    public string? Help { get; set; }

    public string? Profile { get; set; }

    public bool Consumption { get; set; }

    public bool Promises { get; set; }

    public bool Vouchers { get; set; }

    public bool PlanRequests { get; set; }

    public bool RemoveLogo { get; set; }

    public IFormFile? Logo { get; set; }
}

/// <summary>What is wrong with a field.</summary>
/// <param name="Field">Its name; empty for the whole.</param>
/// <param name="Key">Of the sentence.</param>
internal sealed record Problem(string Field, string Key, params object[] Arguments);

/// <summary>Stores what the ISP chose for the portal.</summary>
[Feature]
internal sealed partial class SavePortal(ReadPortal portal, ISettings settings, IFileStore files)
{
    public const int LongestName = 60;
    public const int LongestHelp = 200;
    private const int MostLogoBytes = 200 * 1024;

    public async Task<IReadOnlyList<Problem>> RunAsync(PortalInput input, CancellationToken cancellationToken)
    {
        var before = await portal.ReadAsync(cancellationToken);
        var wanted = before with
        {
            Name = Typed.Line(input.Name) ?? "", Address = (Typed.Line(input.Address) ?? "").TrimEnd('/'), Color = (Typed.Line(input.Color) ?? "").ToLowerInvariant(),
            Help = Typed.Line(input.Help) ?? "", Profile = input.Profile ?? "", Consumption = input.Consumption, Promises = input.Promises, Vouchers = input.Vouchers, PlanRequests = input.PlanRequests,
        };
        var type = input.Logo is { } logo ? await ImageFormat.OfAsync(logo, cancellationToken) : null;
        List<Problem> problems = [.. Check(wanted), .. LogoProblems(input.Logo, type)];
        if (problems.Count > 0) return problems;
        if (input.Logo is { } chosen && type is not null) wanted = wanted with { LogoFile = await StoreAsync(chosen, type, cancellationToken) };
        else if (input.RemoveLogo) wanted = wanted with { LogoFile = null };
        await settings.SetAsync(PortalSettings.Key, wanted, cancellationToken);
        if (before.LogoFile is { } old && old != wanted.LogoFile) await files.DeleteAsync(old, cancellationToken);
        return [];
    }

    private static IEnumerable<Problem> Check(PortalSettings wanted)
    {
        if (wanted.Name.Length is 0 or > LongestName) yield return new(nameof(PortalInput.Name), "settings.name-length", LongestName);
        if (!IsSite(wanted.Address)) yield return new(nameof(PortalInput.Address), "settings.address-wrong", wanted.Address);
        if (!Hex().IsMatch(wanted.Color)) yield return new(nameof(PortalInput.Color), "settings.color-wrong", wanted.Color);
        else if (Contrast(wanted.Color) < 4.5) yield return new(nameof(PortalInput.Color), "settings.color-pale", wanted.Color);
        if (wanted.Help.Length > LongestHelp) yield return new(nameof(PortalInput.Help), "settings.help-length", LongestHelp);
        if (!ProfileChanges.All.Contains(wanted.Profile)) yield return new(nameof(PortalInput.Profile), "settings.profile-wrong");
    }

    private static IEnumerable<Problem> LogoProblems(IFormFile? logo, string? type)
    {
        if (logo is null) yield break;
        if (logo.Length > MostLogoBytes) yield return new(nameof(PortalInput.Logo), "settings.logo-large", MostLogoBytes / 1024);
        else if (type is null) yield return new(nameof(PortalInput.Logo), "settings.logo-kind", logo.FileName);
    }

    // Plain http only where no line is crossed.
    private static bool IsSite(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == address && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <summary>Contrast with white letters (WCAG 2.2), from 1 to 21.</summary>
    internal static double Contrast(string color)
    {
        double Channel(int at)
        {
            var part = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }

        return 1.05 / ((0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5)) + 0.05);
    }

    private async Task<Guid> StoreAsync(IFormFile logo, string type, CancellationToken cancellationToken)
    {
        await using var content = logo.OpenReadStream();
        return (await files.SaveAsync(new NewFile("logo", type), content, cancellationToken)).Id;
    }

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Hex();
}
