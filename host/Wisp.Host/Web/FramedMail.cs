namespace Wisp.Host.Web;

/// <summary>The answer is a mail to be shown in a frame of our own page: it may style itself, and do nothing else.</summary>
internal sealed class FramedMail
{
    public const string ContentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    public static FramedMail Instance { get; } = new();
}
