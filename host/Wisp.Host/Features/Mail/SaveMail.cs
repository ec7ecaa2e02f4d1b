using System.Globalization;
using System.Text;
using Wisp.Runtime.Mail;
using Wisp.Sdk;

namespace Wisp.Host.Features.Mail;

/// <summary>Settings of mail, checked and kept.</summary>
[Feature]
public sealed class SaveMail(ISettings settings, MailSecrets secrets, MailKinds kinds, KeptMail kept)
{
    private const int LongestText = 200;

    public async Task<IReadOnlyList<Problem>> RunAsync(MailForm form, CancellationToken cancellationToken)
    {
        var (server, box, problems) = await ReadAsync(form, cancellationToken);
        if (problems.Count > 0) return problems;
        await settings.SetAsync(MailSettings.Key, server, cancellationToken);
        // Here too, and not by the sender alone, which may look only when the next server is set.
        await kept.KeepAsync(cancellationToken);
        await settings.SetAsync(BounceSettings.Key, box, cancellationToken);
        await settings.SetAsync(MailSwitches.Key, await SwitchesAsync(form, cancellationToken), cancellationToken);
        return [];
    }

    // What is switched off stays so while its module does not run.
    private async Task<MailSwitches> SwitchesAsync(MailForm form, CancellationToken cancellationToken)
    {
        var before = await settings.GetAsync<MailSwitches>(MailSwitches.Key, cancellationToken) ?? MailSwitches.AllOn;
        var shown = kinds.Shown.Select(kind => kind.Key).ToList();
        return new MailSwitches([.. before.Off.Except(shown).Concat(shown.Except(form.Kinds ?? [])).Order(StringComparer.Ordinal)]);
    }

    /// <summary>What was typed, as settings, and what is wrong with it.</summary>
    public async Task<(MailSettings Server, BounceSettings Box, List<Problem> Problems)> ReadAsync(MailForm form, CancellationToken cancellationToken)
    {
        var before = await settings.GetAsync<MailSettings>(MailSettings.Key, cancellationToken) ?? MailSettings.None;
        var boxBefore = await settings.GetAsync<BounceSettings>(BounceSettings.Key, cancellationToken) ?? BounceSettings.None;
        var problems = new List<Problem>();
        var server = new MailSettings(
            Clean(form.Host), Port(form.Port, nameof(form.Port), problems), form.Security, Clean(form.User),
            Password(form.Password, Clean(form.User), before.Password, before.Host == Clean(form.Host)), Clean(form.From), Clean(form.FromName),
            Clean(form.ReplyTo), Clean(form.SiteAddress).TrimEnd('/'));
        var box = new BounceSettings(
            Clean(form.BoxHost), Port(form.BoxPort, nameof(form.BoxPort), problems), form.BoxSecurity, Clean(form.BoxUser),
            Password(form.BoxPassword, Clean(form.BoxUser), boxBefore.Password, boxBefore.Host == Clean(form.BoxHost)), Clean(form.BoxFolder), Clean(form.BoxAddress));
        if (Forgot(form.Password, server.User, before.Password, server.Password)) problems.Add(new Problem(nameof(form.Password), "mail.password-again"));
        if (Forgot(form.BoxPassword, box.User, boxBefore.Password, box.Password)) problems.Add(new Problem(nameof(form.BoxPassword), "mail.password-again"));
        problems.AddRange(Check(server));
        problems.AddRange(Check(box));
        return (server, box, problems);
    }

    private static IEnumerable<Problem> Check(MailSettings server)
    {
        if (!IsHost(server.Host)) yield return new Problem(nameof(MailForm.Host), "mail.host-wrong", server.Host);
        if (server.IsSetUp && server.From.Length == 0) yield return new Problem(nameof(MailForm.From), "mail.from-missing");
        if (!IsAddress(server.From)) yield return new Problem(nameof(MailForm.From), "mail.address-wrong", server.From);
        if (!IsAddress(server.ReplyTo)) yield return new Problem(nameof(MailForm.ReplyTo), "mail.address-wrong", server.ReplyTo);
        if (server.FromName.Length > LongestText) yield return new Problem(nameof(MailForm.FromName), "mail.too-long", server.FromName.Length, LongestText);
        // A password that crosses the network in the clear is everybody's.
        if (server is { User.Length: > 0, Security: MailSecurity.None } && !IsHere(server.Host)) yield return new Problem(nameof(MailForm.Security), "mail.clear-password");
        if (server.SiteAddress.Length > 0 && !IsSite(server.SiteAddress)) yield return new Problem(nameof(MailForm.SiteAddress), "mail.site-wrong", server.SiteAddress);
    }

    private static IEnumerable<Problem> Check(BounceSettings box)
    {
        if (!IsHost(box.Host)) yield return new Problem(nameof(MailForm.BoxHost), "mail.host-wrong", box.Host);
        if (box.Host.Length > 0 && box.User.Length == 0) yield return new Problem(nameof(MailForm.BoxUser), "mail.user-missing");
        if (!IsAddress(box.Address)) yield return new Problem(nameof(MailForm.BoxAddress), "mail.address-wrong", box.Address);
        if (box is { Host.Length: > 0, Security: MailSecurity.None } && !IsHere(box.Host)) yield return new Problem(nameof(MailForm.BoxSecurity), "mail.clear-password");
    }

    // Of another server than the one it was typed for, a stored password is nobody's business.
    private string Password(string? typed, string user, string stored, bool sameServer) =>
        user.Length == 0 ? "" : string.IsNullOrEmpty(typed) ? (sameServer ? stored : "") : secrets.ProtectPassword(typed);

    private static bool Forgot(string? typed, string user, string stored, string now) =>
        string.IsNullOrEmpty(typed) && user.Length > 0 && stored.Length > 0 && now.Length == 0;

    private static int Port(string? typed, string field, List<Problem> problems)
    {
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536) return port;
        problems.Add(new Problem(field, "mail.port-wrong", typed ?? ""));
        return 0;
    }

    private static string Clean(string? typed) => string.Concat((typed ?? "").Normalize(NormalizationForm.FormC).Where(letter => !char.IsControl(letter))).Trim();

    private static bool IsHost(string host) => host.Length == 0 || (host.Length <= LongestText && Uri.CheckHostName(host) != UriHostNameType.Unknown);

    private static bool IsHere(string host) => host is "localhost" or "127.0.0.1" or "::1";

    private static bool IsAddress(string address) =>
        address.Length == 0 || (address.Length <= 320 && MimeKit.MailboxAddress.TryParse(address, out var read) && read.Address == address && address.Contains('@', StringComparison.Ordinal));

    private static bool IsSite(string site) =>
        Uri.TryCreate(site, UriKind.Absolute, out var url) && url is { Query: "", Fragment: "", UserInfo: "" } && url.Scheme is "http" or "https" && !site.Any(char.IsWhiteSpace);
}
