using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Look;
using Wisp.Modules.Portal.Features.Push;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>What subscribers are told of.</summary>
internal static class NoticeKinds
{
    public const string Invoice = "portal.invoice", Due = "portal.due", Payment = "portal.payment", Cut = "portal.cut", Restored = "portal.restored",
        Outage = "portal.outage", OutageOver = "portal.outage-over", Message = "portal.message",
        VoucherRefused = "portal.voucher-refused", RequestAccepted = "portal.request-accepted", RequestRefused = "portal.request-refused";

    private static readonly string[] Push = [PushChannel.ChannelKey];
    private static readonly string[] PushAndMail = [PushChannel.ChannelKey, MailChannel.ChannelKey];

    public static void Add(IServiceCollection services)
    {
        // Billing mails invoices, receipts and what is due by itself.
        Kind(services, Invoice, 100, Push, TimeSpan.FromDays(7), Bill);
        Kind(services, Due, 200, Push, TimeSpan.FromDays(1), Bill);
        Kind(services, Payment, 300, Push, TimeSpan.FromDays(2), arguments => [Amount(arguments, "amount")]);
        // Of one that is confirmed, the payment is told.
        Kind(services, VoucherRefused, 320, PushAndMail, TimeSpan.FromDays(3), arguments => [Amount(arguments, "amount"), Text(arguments, "reason")]);
        Kind(services, RequestAccepted, 340, PushAndMail, TimeSpan.FromDays(3), _ => []);
        Kind(services, RequestRefused, 360, PushAndMail, TimeSpan.FromDays(3), arguments => [Text(arguments, "reason")]);
        Kind(services, Cut, 400, PushAndMail, TimeSpan.FromDays(2), Plan);
        Kind(services, Restored, 500, PushAndMail, TimeSpan.FromDays(1), Plan);
        // By mail it would come when it is over.
        Kind(services, Outage, 600, Push, TimeSpan.FromHours(2), arguments => [At(arguments), Text(arguments, "reason")], urgent: true);
        Kind(services, OutageOver, 700, Push, TimeSpan.FromHours(6), _ => []);
        services.AddScoped<INoticeKind>(provider => new Told(provider.GetRequiredService<IStringLocalizer<NoticeText>>(), Message, 800, PushAndMail, TimeSpan.FromDays(3), IsUrgent: false, null));
    }

    private static void Kind(IServiceCollection services, string key, int order, string[] channels, TimeSpan life, Func<JsonElement, object[]> arguments, bool urgent = false) =>
        services.AddScoped<INoticeKind>(provider => new Told(provider.GetRequiredService<IStringLocalizer<NoticeText>>(), key, order, channels, life, urgent, arguments));

    private static object[] Bill(JsonElement arguments) =>
        [Text(arguments, "number"), Amount(arguments, "total"), DateOnly.ParseExact(Text(arguments, "due"), "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("d", CultureInfo.CurrentCulture)];

    private static object[] Plan(JsonElement arguments) => [Text(arguments, "plan")];

    private static string At(JsonElement arguments) => DateTime.ParseExact(Text(arguments, "since"), "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture).ToString("t", CultureInfo.CurrentCulture);

    private static string Amount(JsonElement arguments, string name) => Money.Show(arguments.GetProperty(name).GetDecimal(), Text(arguments, "currency"));

    private static string Text(JsonElement arguments, string name) => arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <param name="Arguments">What stands in the texts; <c>null</c>: the notice brings its own words.</param>
    private sealed record Told(
        IStringLocalizer<NoticeText> Words, string Key, int Order, IReadOnlyCollection<string> Channels, TimeSpan Life, bool IsUrgent, Func<JsonElement, object[]>? Arguments) : INoticeKind
    {
        public Label Label => Label.Of<NoticeText>($"{Key}.label");

        public string? Permission => null;

        public NoticeWords Write(JsonElement arguments) => Arguments is null
            ? new(Text(arguments, "title"), Text(arguments, "text"))
            : new(Words[$"{Key}.title"], Words[$"{Key}.text", Arguments(arguments)].Value.Trim());
    }
}
