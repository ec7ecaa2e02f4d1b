using System.Collections.Concurrent;
using System.Globalization;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Look;

/// <summary>What the layout of the portal needs: name, colours, menu.</summary>
[Feature]
internal sealed class PortalLook(ReadPortal portal, CurrentSubscriber current, IEnumerable<IPortalPage> pages, Microsoft.Extensions.Logging.ILogger<PortalLook> log)
{
    private static readonly Lazy<string> Sheet = new(ReadSheet);
    private static readonly ConcurrentDictionary<string, string> Sheets = new();

    public CurrentSubscriber Current => current;

    public bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>The settings, or the defaults when they cannot be read: the page of an error is drawn all the same.</summary>
    public async Task<PortalSettings> SettingsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await portal.ReadAsync(cancellationToken);
        }
        catch (Npgsql.NpgsqlException e)
        {
            Microsoft.Extensions.Logging.LoggerExtensions.LogWarning(log, e, "The portal is drawn without its settings");
            return PortalSettings.Default;
        }
    }

    /// <summary>The whole sheet in the ISP's colour.</summary>
    public static string SheetOf(PortalSettings settings) =>
        Sheets.GetOrAdd(settings.Color, color => Sheet.Value.Replace("--accent: #0a6577", $"--accent: {color}", StringComparison.Ordinal));

    /// <summary>Pages of the menu that modules add to ours. Permissions are operators': a subscriber holds none.</summary>
    public IReadOnlyList<IPortalPage> Added => [.. pages.OrderBy(page => page.Order).DistinctBy(page => page.Key)];

    private static string ReadSheet()
    {
        using var stream = typeof(PortalLook).Assembly.GetManifestResourceStream("Wisp.Modules.Portal.Styles.portal.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("");
    }
}
