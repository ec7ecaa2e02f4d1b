using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Wisp.Host.Features.Help;
using Wisp.Sdk;

namespace Wisp.Host.Shell;

/// <summary>What every page shows around itself.</summary>
public sealed class ShellHead(IIsp isp, ISettings settings, IHttpContextAccessor http)
{
    private static readonly string Product =
        typeof(ShellHead).Assembly.GetName().Version is { } version ? $"Wisp {version.Major}.{version.Minor}" : "Wisp";

    public string Version => Product;

    /// <summary>The reader's language as a tag: <c>es-AR</c>.</summary>
    public string Language => CultureInfo.CurrentUICulture.Name;

    public bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public string Here => http.HttpContext is { } context ? context.Request.PathBase + context.Request.Path + context.Request.QueryString : "/";

    /// <summary>Whether this is the page that reports an error, perhaps that of a lost database.</summary>
    public bool IsWithoutDatabase => http.HttpContext?.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>The ISP; its defaults on the page that reports a lost database.</summary>
    public ValueTask<IspSettings> IspAsync() => IsWithoutDatabase ? ValueTask.FromResult(IspSettings.Default) : isp.SettingsAsync();

    /// <summary>Where the reader finds help; nowhere on the page that reports a lost database.</summary>
    public async ValueTask<HelpLinks> HelpAsync() => (IsWithoutDatabase ? null : await settings.GetAsync<HelpLinks>(HelpLinks.Key)) ?? HelpLinks.None;
}
