using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wisp.Contracts.Billing;

namespace Wisp.Modules.Billing.Features.Countries;

/// <summary>All countries by which firms issue: those that Wisp brings and those of partners' modules, read once.</summary>
internal sealed partial class BillingCountries(IServiceScopeFactory scopes, ILogger<BillingCountries> log)
{
    private static readonly string Folder = typeof(BillingModule).Namespace + ".Countries.";

    private readonly Lock _reading = new();
    private IReadOnlyDictionary<string, BillingCountry>? _all;

    public IReadOnlyCollection<BillingCountry> All => [.. Known.Values.OrderBy(country => country.Code, StringComparer.Ordinal)];

    private IReadOnlyDictionary<string, BillingCountry> Known
    {
        get
        {
            lock (_reading) return _all ??= Load();
        }
    }

    /// <param name="code">ISO 3166-1 alpha-2.</param>
    public BillingCountry? Find(string? code) => code is null ? null : Known.GetValueOrDefault(code);

    private Dictionary<string, BillingCountry> Load()
    {
        var known = Shipped().ToDictionary(country => country.Code);
        using var scope = scopes.CreateScope();
        foreach (var partner in scope.ServiceProvider.GetServices<IBillingCountry>())
            if (Read(partner) is { } country) known[country.Code] = country;
        return known;
    }

    private BillingCountry? Read(IBillingCountry partner)
    {
        try
        {
            using var json = partner.Open();
            return new BillingCountry(CountryData.Read(json, partner.Country));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Unreadable(log, partner.GetType().FullName ?? "", e is JsonException ? e.Message : e.ToString());
            return null;
        }
    }

    private static IEnumerable<BillingCountry> Shipped()
    {
        var assembly = typeof(BillingModule).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var json = assembly.GetManifestResourceStream(name)!;
            yield return new BillingCountry(CountryData.Read(json, name[Folder.Length..].Split('.')[0]));
        }
    }

    [LoggerMessage(LogLevel.Error, "The country of {Source} is not offered: {Reason}")]
    private static partial void Unreadable(ILogger log, string source, string reason);
}
