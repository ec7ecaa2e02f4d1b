using System.Text;
using Wisp.Sdk;

namespace Wisp.Host.Features.Isp;

public sealed class IspForm
{
    public string? Name { get; set; }

    public string? Country { get; set; }

    public string? TimeZone { get; set; }

    public string? Currency { get; set; }

    public string? Language { get; set; }

    public string? Tiles { get; set; }

    public string? Attribution { get; set; }

    public IFormFile? Logo { get; set; }

    public bool RemoveLogo { get; set; }
}

/// <summary>Settings of the ISP.</summary>
[Feature]
public sealed class SaveIsp(IIsp isp, ISettings settings, IFileStore files)
{
    private const string Key = "host.isp";
    public const int MostLogoBytes = 512 * 1024;

    public async Task<IReadOnlyList<Problem>> RunAsync(IspForm form, CancellationToken cancellationToken)
    {
        var before = await isp.SettingsAsync(cancellationToken);
        var wanted = new IspSettings(
            (form.Name ?? "").Normalize(NormalizationForm.FormC).Trim(), (form.Country ?? "").Trim().ToUpperInvariant(),
            (form.TimeZone ?? "").Trim(), (form.Currency ?? "").Trim().ToUpperInvariant(), form.Language ?? "", before.LogoFile);
        var ground = new MapGround((form.Tiles ?? "").Trim(), (form.Attribution ?? "").Normalize(NormalizationForm.FormC).Trim());
        var problems = Check(wanted).Concat(ground.Check()).ToList();
        var type = form.Logo is { } logo ? await LogoTypeAsync(logo, problems, cancellationToken) : null;
        if (problems.Count > 0) return problems;

        if (form.Logo is not null && type is not null) wanted = wanted with { LogoFile = await StoreAsync(form.Logo, type, cancellationToken) };
        else if (form.RemoveLogo) wanted = wanted with { LogoFile = null };
        await settings.SetAsync(Key, wanted, cancellationToken);
        await settings.SetAsync(MapGround.Key, ground, cancellationToken);
        if (before.LogoFile is { } old && old != wanted.LogoFile) await files.DeleteAsync(old, cancellationToken);
        return [];
    }

    private static IEnumerable<Problem> Check(IspSettings wanted)
    {
        if (wanted.Name.Length is 0 or > 100) yield return new Problem(nameof(wanted.Name), "isp.name-length", wanted.Name.Length);
        if (wanted.Name.Any(char.IsControl)) yield return new Problem(nameof(wanted.Name), "form.control");
        if (!Countries.IsCountry(wanted.Country)) yield return new Problem(nameof(wanted.Country), "isp.country-unknown", wanted.Country);
        if (!Countries.IsZone(wanted.TimeZone)) yield return new Problem(nameof(wanted.TimeZone), "isp.zone-unknown", wanted.TimeZone);
        if (!Countries.IsCurrency(wanted.Currency)) yield return new Problem(nameof(wanted.Currency), "isp.currency-unknown", wanted.Currency);
        if (wanted.Language is not ("es" or "en")) yield return new Problem(nameof(wanted.Language), "isp.language-unknown", wanted.Language);
    }

    private static async Task<string?> LogoTypeAsync(IFormFile logo, List<Problem> problems, CancellationToken cancellationToken)
    {
        var type = await ImageFormat.OfAsync(logo, cancellationToken);
        if (logo.Length > MostLogoBytes) problems.Add(new Problem(nameof(IspForm.Logo), "isp.logo-big", logo.Length / 1024));
        else if (type is null) problems.Add(new Problem(nameof(IspForm.Logo), "isp.logo-format", logo.FileName));
        return type;
    }

    private async Task<Guid> StoreAsync(IFormFile logo, string type, CancellationToken cancellationToken)
    {
        await using var content = logo.OpenReadStream();
        return (await files.SaveAsync(new NewFile("logo", type), content, cancellationToken)).Id;
    }
}
