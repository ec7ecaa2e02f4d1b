using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;

namespace Wisp.Modules.Billing.Features.Gateways.Hmac;

/// <summary>Reads <c>{transaction, reference, amount, currency, paid_at, status}</c>; other fields are left alone.</summary>
internal sealed partial class HmacBody(IStringLocalizer text)
{
    private const int LongestNumber = 28;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private static readonly IReadOnlyDictionary<string, GatewayMoney> Statuses = new Dictionary<string, GatewayMoney>(StringComparer.Ordinal)
    {
        ["success"] = GatewayMoney.Received,
        ["pending"] = GatewayMoney.Pending,
        ["failed"] = GatewayMoney.Failed,
        ["refused"] = GatewayMoney.Failed,
        ["expired"] = GatewayMoney.Failed,
    };

    public GatewayReading Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Refuse("body", "json");
        }
        // A text with half a surrogate pair is only found when it is read.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Refuse("body", "json");
        }
    }

    private GatewayReading Read(JsonElement root)
    {
        foreach (var field in new[] { "transaction", "reference", "currency", "paid_at", "status" })
        {
            if (!root.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null) return Refuse(field, "missing");
            if (value.ValueKind != JsonValueKind.String) return Refuse(field, "text", value.GetRawText());
        }

        if (!root.TryGetProperty("amount", out var typed) || typed.ValueKind == JsonValueKind.Null) return Refuse("amount", "missing");
        if (typed.ValueKind != JsonValueKind.Number || typed.GetRawText().Length > LongestNumber || !typed.TryGetDecimal(out var amount))
            return Refuse("amount", "number", typed.GetRawText());
        if (Instant(root.GetProperty("paid_at").GetString()!) is not { } paidAt) return Refuse("paid_at", "instant", root.GetProperty("paid_at").GetString()!);
        if (!Statuses.TryGetValue(root.GetProperty("status").GetString()!, out var money))
            return Refuse("status", "status", root.GetProperty("status").GetString()!, string.Join(", ", Statuses.Keys));
        return new(new GatewayNotice(
            root.GetProperty("transaction").GetString()!, root.GetProperty("reference").GetString()!, amount, root.GetProperty("currency").GetString()!, paidAt, money));
    }

    private GatewayReading Refuse(string field, string rule, params string[] said) =>
        new(null, new(field, rule, text[$"notice.{rule}", [field, .. said.Select(Short)]]));

    private static string Short(string said) => said.Length <= 100 ? said : said[..99] + "…";

    private static DateTimeOffset? Instant(string typed) =>
        Zoned().IsMatch(typed) && DateTimeOffset.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant.ToUniversalTime() : null;

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,7})?(?:Z|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex Zoned();
}
