using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Notices;

/// <summary>What Wisp asks of any notice, whatever its gateway.</summary>
[Feature]
internal sealed class NoticeRules(IIsp isp, IStringLocalizer<GatewayText> text, TimeProvider clock)
{
    private const int LongestTransaction = 200;
    private const int LongestReference = 100;
    private const decimal Most = 9_999_999_999_999.99m;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether its transaction, reference and currency are texts that can be kept, without blanks around them or signs that nobody sees.</summary>
    public static GatewayRefusal? Name(GatewayNotice notice) =>
        !IsName(notice.Transaction, LongestTransaction) ? new("transaction", "name", "")
        : !IsName(notice.Reference, LongestReference) ? new("reference", "name", "")
        : !IsName(notice.Currency, LongestReference) ? new("currency", "name", "")
        : null;

    public async ValueTask<GatewayRefusal?> CheckAsync(GatewayNotice notice, CancellationToken cancellationToken)
    {
        var amount = notice.Amount.ToString(CultureInfo.InvariantCulture);
        if (notice.Amount <= 0) return Refuse("amount", "positive", amount);
        if (decimal.Round(notice.Amount, 2) != notice.Amount) return Refuse("amount", "decimals", amount);
        if (notice.Amount > Most) return Refuse("amount", "large", amount, Most.ToString(CultureInfo.InvariantCulture));
        var currency = (await isp.SettingsAsync(cancellationToken)).Currency;
        if (notice.Currency != currency) return Refuse("currency", "currency", notice.Currency, currency);
        var instant = notice.PaidAt.ToString("O", CultureInfo.InvariantCulture);
        if (notice.PaidAt > clock.GetUtcNow() + Skew) return Refuse("paid_at", "future", instant);
        return notice.PaidAt < First ? Refuse("paid_at", "past", instant) : null;
    }

    private GatewayRefusal Refuse(string field, string rule, params string[] said) => new(field, rule, text[$"notice.{rule}", [field, .. said]]);

    private static bool IsName(string name, int longest) => name.Length <= longest && Typed.Line(name) == name;
}
