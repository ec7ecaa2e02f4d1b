using Wisp.Runtime.Mail;

namespace Wisp.Host.Features.Mail;

/// <summary>What was typed on the page of mail settings. Passwords are never sent to the browser: left blank, the stored one stays.</summary>
public sealed class MailForm
{
    public string? Host { get; set; }

    public string? Port { get; set; }

    public MailSecurity Security { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    public string? From { get; set; }

    public string? FromName { get; set; }

    public string? ReplyTo { get; set; }

    public string? SiteAddress { get; set; }

    public string? BoxHost { get; set; }

    public string? BoxPort { get; set; }

    public MailSecurity BoxSecurity { get; set; }

    public string? BoxUser { get; set; }

    public string? BoxPassword { get; set; }

    public string? BoxFolder { get; set; }

    public string? BoxAddress { get; set; }

    /// <summary>Kinds of mail that are on.</summary>
    public IReadOnlyList<string>? Kinds { get; set; }

    public static MailForm Of(MailSettings server, BounceSettings box, string site) => new()
    {
        Host = server.Host,
        Port = Text(server.Port),
        Security = server.Security,
        User = server.User,
        From = server.From,
        FromName = server.FromName,
        ReplyTo = server.ReplyTo,
        SiteAddress = server.SiteAddress is { Length: > 0 } set ? set : site,
        BoxHost = box.Host,
        BoxPort = Text(box.Port),
        BoxSecurity = box.Security,
        BoxUser = box.User,
        BoxFolder = box.Folder,
        BoxAddress = box.Address,
    };

    private static string Text(int port) => port.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
