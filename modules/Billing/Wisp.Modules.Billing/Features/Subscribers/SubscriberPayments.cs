using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Gateways;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Subscribers;

[Feature]
internal sealed class SubscriberPayments(
    Enrolments enrolments, RecordPayment record, PaymentChoices choices, IClientDirectory clients, IStringLocalizer<BillingText> text)
    : ISubscriberPayments
{
    public async Task<IReadOnlyList<SubscriberPayLink>> LinksAsync(Guid clientId, Guid? invoiceId, CancellationToken cancellationToken)
    {
        if (await clients.FindAsync(clientId, cancellationToken) is not { Active: true }) return [];
        var lasting = (await enrolments.OfAsync(clientId, cancellationToken))
            .Where(one => one is { Enabled: true, Live: true, Link: not null }).Select(one => new SubscriberPayLink(one.Gateway, null, new Uri(one.Link!)));
        if (invoiceId is not { } invoice) return [.. lasting];
        var once = (await enrolments.LinksAsync(clientId, cancellationToken, invoice)).Select(one => new SubscriberPayLink(one.Gateway, one.Id, one.Link));
        return [.. once, .. lasting];
    }

    public async Task<IReadOnlyList<SubscriberPaymentMethod>> MethodsAsync(CancellationToken cancellationToken) => await choices.KnownAsync(cancellationToken);

    public async Task<SubscriberRecorded> RecordAsync(IWispTransaction transaction, SubscriberPayment payment, CancellationToken cancellationToken)
    {
        if (await clients.FindAsync(payment.ClientId, cancellationToken) is null) return Refused([Problem.Stale]);
        var (method, reference) = (payment.MethodId ?? await choices.UsualAsync(payment.ClientId, cancellationToken), Typed.Line(payment.Reference));
        List<Problem> problems = Amounts.Fits(payment.Amount) ? [] : [new("Amount", "amount.invalid", payment.Amount.ToString(CultureInfo.CurrentCulture))];
        problems.AddRange(await record.CheckAsync(payment.PaidOn, method, reference, cancellationToken));
        if (problems.Count > 0) return Refused(problems);

        await using var part = await transaction.EnterAsync("billing", cancellationToken);
        var recorded = await record.RunAsync(
            transaction, new NewPayment(payment.ClientId, payment.Amount, payment.PaidOn, method!.Value) { Reference = reference, RequestKey = payment.Key }, cancellationToken);
        return recorded.Id is { } id ? new(id, []) : Refused(recorded.Problems);
    }

    private SubscriberRecorded Refused(IEnumerable<Problem> problems) =>
        new(null, [.. problems.Select(problem => new SubscriberProblem(problem.Field == "Date" ? nameof(SubscriberPayment.PaidOn) : problem.Field, text[problem.Key, problem.Arguments]))]);
}
