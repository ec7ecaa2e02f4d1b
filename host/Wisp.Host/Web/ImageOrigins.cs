namespace Wisp.Host.Web;

/// <summary>Servers other than this one whose images the page being answered may show.</summary>
/// <param name="Origins">Scheme, host, port.</param>
internal sealed record ImageOrigins(IReadOnlyList<string> Origins);
