using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Gateways.Hmac;

/// <summary>JSON signed with HMAC: any bank or shop that can send a signed request (docs/gateways.md).</summary>
[Feature]
internal sealed class HmacGateway(IStringLocalizer<GatewayText> text) : IPaymentGateway
{
    public const string Key = "hmac";
    public const string Secret = "secret";
    private const string Link = "link";
    private const string Reference = "{reference}";
    private const string Amount = "{amount}";

    public string Kind => Key;

    public Label Label => Label.Of<GatewayText>("hmac");

    public IReadOnlyList<GatewayField> Fields { get; } =
    [
        new(Secret, Label.Of<GatewayText>("hmac.secret")) { IsSecret = true, IsGenerated = true },
        new(Link, Label.Of<GatewayText>("hmac.link")) { IsOptional = true, Hint = Label.Of<GatewayText>("hmac.link.hint") },
    ];

    // The other side only ever calls: what can be tried is that the secret opens and signs, and that links can be made.
    public Task<string?> VerifyAsync(GatewayAccount account, CancellationToken cancellationToken)
    {
        if (!account.Secrets.TryGetValue(Secret, out var secret)) return Task.FromResult<string?>(text["hmac.no-secret"]);
        if (account.Settings.TryGetValue(Link, out var link) && (!link.Contains(Reference, StringComparison.Ordinal) || Fill(link, "1", "1.00") is null))
            return Task.FromResult<string?>(text["hmac.link.wrong", link, Reference]);
        var now = DateTimeOffset.UnixEpoch;
        return Task.FromResult(HmacSignature.Check(HmacSignature.Of(secret, now, "{}"u8), secret, "{}"u8, now) is null ? null : text["kind.failed"].Value);
    }

    public Task<GatewayEnrolment> EnrolAsync(GatewayAccount account, GatewayClient client, CancellationToken cancellationToken)
    {
        var id = client.TypedId ?? client.ShownId;
        return Task.FromResult(new GatewayEnrolment(id, LinkOf(account, id, null)));
    }

    public Task<Uri?> LinkAsync(GatewayAccount account, GatewayInvoice invoice, CancellationToken cancellationToken) =>
        Task.FromResult(LinkOf(account, invoice.Reference, FormattableString.Invariant($"{invoice.Balance:0.00}")));

    public Task<GatewayReading> ReadAsync(GatewayAccount account, GatewayRequest request, CancellationToken cancellationToken)
    {
        var secret = account.Secrets.GetValueOrDefault(Secret);
        var fault = HmacSignature.Check(request.Headers.GetValueOrDefault(HmacSignature.Header), secret, request.Body.Span, request.At);
        return Task.FromResult(fault is null
            ? new HmacBody(text).Read(request.Body)
            : new GatewayReading(null, new(HmacSignature.Header, fault, text[$"signature.{fault}"], IsForged: true)));
    }

    private static Uri? LinkOf(GatewayAccount account, string reference, string? amount) =>
        account.Settings.TryGetValue(Link, out var template) ? Fill(template, reference, amount ?? "") : null;

    private static Uri? Fill(string template, string reference, string amount) =>
        Uri.TryCreate(
            template.Replace(Reference, Uri.EscapeDataString(reference), StringComparison.Ordinal).Replace(Amount, amount, StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps ? uri : null;
}
