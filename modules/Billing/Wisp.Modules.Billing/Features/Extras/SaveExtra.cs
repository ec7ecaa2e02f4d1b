using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Extras;

/// <summary>An extra as typed.</summary>
internal class ExtraInput
{
    public string? Kind { get; set; } = "recurring";

    public string? Description { get; set; }

    public string? Value { get; set; }

    /// <summary>Every how many periods; blank is each.</summary>
    public string? Every { get; set; }

    /// <summary>In how many invoices; blank is in all.</summary>
    public string? Periods { get; set; }

    public string? From { get; set; }
}

/// <summary>Adds what a contract is billed besides its plan, and takes it away: what was billed stays billed.</summary>
[Feature]
internal sealed class SaveExtra(IDatabase<BillingDb> database, TimeProvider clock)
{
    /// <summary>Kinds that a person adds; surcharges come from late payments.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["recurring", "one_off", "discount_percent", "discount_amount"];

    private const int MostEvery = 60;
    private const int MostPeriods = 1200;

    // So that sums of a client's invoices stay within what the database holds.
    private const decimal Largest = 999_999_999_999.99m;

    public async Task<IReadOnlyList<Problem>> AddAsync(BilledContract contract, ExtraInput input, CancellationToken cancellationToken)
    {
        var (description, value, from) = (Typed.Line(input.Description), Typed.Money(input.Value), Typed.Day(input.From));
        var isOnce = input.Kind == "one_off";
        var (every, periods) = (Count(input.Every, MostEvery), Count(input.Periods, MostPeriods));
        List<Problem> problems = [];
        if (!Kinds.Contains(input.Kind)) problems.Add(new("Kind", "extra.kind", input.Kind ?? ""));
        if (description is null) problems.Add(new("Description", "extra.description"));
        else if (description.Length > 255) problems.Add(new("Description", "extra.description.long", description.Length, 255));
        if (value is null or 0 or > Largest) problems.Add(new("Value", "extra.value", input.Value ?? ""));
        else if (input.Kind == "discount_percent" && value > 100) problems.Add(new("Value", "extra.percent", value.Value));
        if (every is null) problems.Add(new("Every", "extra.every", input.Every ?? "", MostEvery));
        else if (every > 1 && input.Kind != "recurring") problems.Add(new("Every", "extra.every.recurring", every.Value));
        if (periods is null) problems.Add(new("Periods", "extra.periods", input.Periods ?? "", MostPeriods));
        else if (periods > 1 && isOnce) problems.Add(new("Periods", "extra.periods.once", periods.Value));
        if (from is null) problems.Add(new("From", "extra.from", input.From ?? ""));
        if (contract.IsEnded) problems.Add(new("", "extra.ended"));
        if (problems.Count > 0) return problems;

        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql(
            """
            insert into billing.contract_item (contract_id, client_id, kind, description, value, every_periods, periods, from_date, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, contract.Id, contract.ClientId, input.Kind, description, value, (short)Math.Max(every!.Value, 1),
            (isOnce ? (short)1 : periods > 0 ? (short?)periods : null).As(NpgsqlDbType.Smallint), from, clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [];
    }

    /// <summary>What settles a change of plan goes as a pair.</summary>
    public async Task<Problem?> ArchiveAsync(Guid contract, Guid extra, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var archived = await transaction.Connection.Sql(
            """
            update billing.contract_item x set archived_at = $3
            where x.contract_id = $2 and x.archived_at is null
              and (x.id = $1 or exists (select from billing.plan_adjustment a where $1 in (a.charge_id, a.credit_id) and x.id in (a.charge_id, a.credit_id)))
            """, extra, contract, clock.GetUtcNow()).RunAsync(cancellationToken);
        if (archived == 0) return Problem.Stale;
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    // 0 stands for what was left blank.
    private static int? Count(string? typed, int most) => string.IsNullOrWhiteSpace(typed) ? 0 : Typed.Number(typed, 1, most);
}
