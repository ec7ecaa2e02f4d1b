using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>How a connection to a mail server is secured.</summary>
public enum MailSecurity
{
    /// <summary>Not at all: for a server on the same machine or network.</summary>
    None,

    /// <summary>Begins in the clear and must turn to TLS (usual ports: 587, 143).</summary>
    StartTls,

    /// <summary>TLS from the first byte (usual ports: 465, 993).</summary>
    Tls,
}

/// <summary>The server that mail is handed over to.</summary>
/// <param name="Host">Name or address; empty: none is set, and mail is kept.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Security">How the connection is secured.</param>
/// <param name="User">Sign-in name; empty: none.</param>
/// <param name="Password">Encrypted by <see cref="MailSecrets"/>; empty: none.</param>
/// <param name="From">Address that mail comes from.</param>
/// <param name="FromName">Name beside it; empty: the ISP's.</param>
/// <param name="ReplyTo">Where answers go; empty: to <paramref name="From"/>.</param>
/// <param name="SiteAddress">Absolute address of the admin site, without a slash at its end, for links; empty: mails carry none.</param>
public sealed record MailSettings(
    string Host, int Port, MailSecurity Security, string User, string Password, string From, string FromName, string ReplyTo, string SiteAddress)
{
    /// <summary>Key in the settings; <c>host.queue_mail</c> reads it too.</summary>
    public const string Key = "host.mail";

    /// <summary>Nothing set.</summary>
    public static MailSettings None { get; } = new("", 587, MailSecurity.StartTls, "", "", "", "", "", "");

    /// <summary>Whether mail leaves.</summary>
    public bool IsSetUp => Host.Length > 0;

    internal static async ValueTask<MailSettings> ReadAsync(ISettings settings, CancellationToken cancellationToken) =>
        await settings.GetAsync<MailSettings>(Key, cancellationToken) ?? None;
}

/// <summary>The mailbox that mail which could not be delivered comes back to.</summary>
/// <param name="Host">Name or address; empty: none is set, and nothing is read.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Security">How the connection is secured.</param>
/// <param name="User">Sign-in name.</param>
/// <param name="Password">Encrypted by <see cref="MailSecrets"/>.</param>
/// <param name="Folder">Folder to read; empty: the inbox.</param>
/// <param name="Address">Where mail comes back to: the envelope's sender; empty: <see cref="MailSettings.From"/>.</param>
public sealed record BounceSettings(string Host, int Port, MailSecurity Security, string User, string Password, string Folder, string Address)
{
    /// <summary>Key in the settings.</summary>
    public const string Key = "host.bounces";

    /// <summary>Nothing set.</summary>
    public static BounceSettings None { get; } = new("", 993, MailSecurity.Tls, "", "", "", "");

    internal static async ValueTask<BounceSettings> ReadAsync(ISettings settings, CancellationToken cancellationToken) =>
        await settings.GetAsync<BounceSettings>(Key, cancellationToken) ?? None;
}

/// <summary>Kinds of mail that were switched off (MAIL-11).</summary>
/// <param name="Off">Keys of the kinds.</param>
public sealed record MailSwitches(IReadOnlyList<string> Off)
{
    /// <summary>Key in the settings.</summary>
    public const string Key = "host.mail-switches";

    /// <summary>All on.</summary>
    public static MailSwitches AllOn { get; } = new([]);

    internal static async ValueTask<MailSwitches> ReadAsync(ISettings settings, CancellationToken cancellationToken) =>
        await settings.GetAsync<MailSwitches>(Key, cancellationToken) ?? AllOn;
}
