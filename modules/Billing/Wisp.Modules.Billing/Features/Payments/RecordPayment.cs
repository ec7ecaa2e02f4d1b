using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Payments;

/// <param name="Id">The payment; of a form that was sent before, the one that was made then.</param>
internal sealed record Recorded(Guid? Id, IReadOnlyList<Problem> Problems);

/// <summary>Money that a checked payment brings.</summary>
internal sealed record NewPayment(Guid ClientId, decimal Amount, DateOnly Day, Guid MethodId)
{
    public string? Reference { get; init; }

    public string? Comment { get; init; }

    public Guid? CollectorId { get; init; }

    public Guid? GatewayId { get; init; }

    /// <summary>The gateway's own number: a notice that comes again makes no second payment (INV-P3).</summary>
    public string? TransactionCode { get; init; }

    public Guid? RequestKey { get; init; }

    public string To { get; init; } = PutTo.Oldest;

    public IReadOnlyList<Guid> Invoices { get; init; } = [];
}

/// <summary>Records money of a client: the ledger, what it pays, and what follows from that, in one transaction.</summary>
[Feature]
internal sealed class RecordPayment(
    IDatabase<BillingDb> database, Settle settle, PaymentMail mail, IEvents events, IIsp isp, IActorAccessor actor, ICurrentOperator current, TimeProvider clock)
{
    /// <summary>Checks what was typed and records it.</summary>
    public async Task<Recorded> RunAsync(Guid client, PaymentInput input, CancellationToken cancellationToken)
    {
        var (amount, day, reference) = (Typed.Money(input.Amount), Typed.Day(input.Date), Typed.Line(input.Reference));
        List<Problem> problems = [];
        if (amount is not { } money || !Amounts.Fits(money)) problems.Add(new("Amount", "amount.invalid", input.Amount ?? ""));
        if (day is null) problems.Add(new("Date", "date.invalid", input.Date ?? ""));
        problems.AddRange(await CheckAsync(day, input.MethodId, reference, cancellationToken));
        if (Typed.Line(input.Comment) is { Length: > 255 } comment) problems.Add(new("Comment", "text.long", comment.Length, 255));
        if (input.To == PutTo.Chosen && input.Invoices.Count == 0) problems.Add(new("Invoices", "payment.none-chosen"));
        if (problems.Count > 0) return new(null, problems);

        await using var transaction = await database.BeginAsync(cancellationToken);
        var recorded = await RunAsync(transaction, new NewPayment(client, amount!.Value, day!.Value, input.MethodId!.Value)
        {
            Reference = reference,
            Comment = Typed.Line(input.Comment),
            CollectorId = input.CollectorId,
            RequestKey = input.Key,
            To = input.To ?? PutTo.Oldest,
            Invoices = input.To == PutTo.Chosen ? [.. input.Invoices.Distinct()] : [],
        }, cancellationToken);
        if (recorded.Problems.Count == 0) await transaction.CommitAsync(cancellationToken);
        return recorded;
    }

    /// <summary>What is wrong with a payment's day, method and reference, by the fields of its form.</summary>
    public async Task<IReadOnlyList<Problem>> CheckAsync(DateOnly? day, Guid? method, string? reference, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        if (day > await isp.TodayAsync(cancellationToken)) problems.Add(new("Date", "date.future", day.Value));
        problems.AddRange(await CheckMethodAsync(method, reference, cancellationToken));
        if (reference?.Length > 255) problems.Add(new("Reference", "text.long", reference.Length, 255));
        return problems;
    }

    /// <summary>Records a payment that was checked, in the caller's transaction, which is in Billing's role.</summary>
    public async Task<Recorded> RunAsync(IWispTransaction transaction, NewPayment payment, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection;
        await Accounts.HoldAsync(connection, [payment.ClientId], cancellationToken);
        if (await FindRepeatedAsync(connection, payment, cancellationToken) is { } before) return new(before, []);
        if (await ForeignAsync(connection, payment, cancellationToken) is { } foreign) return new(null, [foreign]);

        Guid id;
        try
        {
            id = await InsertAsync(connection, payment, cancellationToken);
        }
        catch (PostgresException e) when (e.ConstraintName == "payment_reference")
        {
            return new(null, [new("Reference", "reference.taken", payment.Reference!)]);
        }

        await BookAsync(connection, payment, id, cancellationToken);
        if (payment.To == PutTo.Chosen)
            await settle.RunAsync(transaction, new SettleRequest([payment.ClientId]) { Payment = id, Invoices = payment.Invoices }, cancellationToken);
        else if (payment.To != PutTo.Credit) await settle.FreeCreditAsync(transaction, [payment.ClientId], cancellationToken);

        await events.PublishAsync(connection, new PaymentRecorded(id, payment.ClientId, payment.Amount, clock.GetUtcNow()), cancellationToken);
        await mail.QueueAsync(connection, id, cancellationToken);
        return new(id, []);
    }

    private async Task<IEnumerable<Problem>> CheckMethodAsync(Guid? method, string? reference, CancellationToken cancellationToken)
    {
        if (method is null) return [new Problem("MethodId", "method.missing")];
        var needs = await database.Source.Sql("select needs_reference from billing.payment_method where id = $1 and archived_at is null", method)
            .ValueAsync<bool?>(cancellationToken);
        if (needs is null) return [new Problem("MethodId", "method.missing")];
        return needs.Value && reference is null ? [new Problem("Reference", "reference.missing")] : [];
    }

    private static async Task<Guid?> FindRepeatedAsync(NpgsqlConnection connection, NewPayment payment, CancellationToken cancellationToken) =>
        await connection.Sql(
            "select id from billing.payment where request_key = $1 or (gateway_id = $2 and transaction_code = $3)",
            payment.RequestKey.As(NpgsqlDbType.Uuid), payment.GatewayId.As(NpgsqlDbType.Uuid), payment.TransactionCode.As(NpgsqlDbType.Text))
            .ValueAsync<Guid?>(cancellationToken);

    // An invoice of another client, one that is not owed any more, or none at all.
    private static async Task<Problem?> ForeignAsync(NpgsqlConnection connection, NewPayment payment, CancellationToken cancellationToken)
    {
        if (payment.Invoices.Count == 0) return null;
        var owed = await connection.Sql(
            "select count(*) from billing.invoice where id = any ($1) and client_id = $2 and state = 'pending'", payment.Invoices.ToArray(), payment.ClientId)
            .ValueAsync<long>(cancellationToken);
        return owed == payment.Invoices.Count ? null : new Problem("Invoices", "payment.foreign");
    }

    private Task<Guid> InsertAsync(NpgsqlConnection connection, NewPayment payment, CancellationToken cancellationToken) => connection.Sql(
        """
        insert into billing.payment (client_id, amount, credit_amount, payment_date, method_id, reference, comment, collector_id, gateway_id, transaction_code,
                                     request_key, actor, operator_id, created_at)
        values ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id
        """, payment.ClientId, payment.Amount, payment.Day, payment.MethodId, payment.Reference.As(NpgsqlDbType.Text), payment.Comment.As(NpgsqlDbType.Text),
        payment.CollectorId.As(NpgsqlDbType.Uuid), payment.GatewayId.As(NpgsqlDbType.Uuid), payment.TransactionCode.As(NpgsqlDbType.Text),
        payment.RequestKey.As(NpgsqlDbType.Uuid), actor.Current.Name, current.Id.As(NpgsqlDbType.Uuid), clock.GetUtcNow()).ValueAsync<Guid>(cancellationToken);

    private Task BookAsync(NpgsqlConnection connection, NewPayment payment, Guid id, CancellationToken cancellationToken) => connection.Sql(
        """
        with booked as (
            update billing.account set balance = balance + $2, credit = credit + $2 where client_id = $1 returning balance)
        insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, payment_id, actor)
        select $1, 'payment', $2, balance, $3, $4, $5, $6 from booked
        """, payment.ClientId, payment.Amount, payment.Day, clock.GetUtcNow(), id, actor.Current.Name).RunAsync(cancellationToken);
}
