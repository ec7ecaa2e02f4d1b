using Wisp.Modules.Billing.Features.Statements.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

/// <summary>How a file is read, as a person said.</summary>
internal sealed class StatementInput
{
    public string? Account { get; set; }

    public Guid? MethodId { get; set; }

    public string? Amounts { get; set; }

    public string? Dates { get; set; }

    /// <summary><see cref="OfClient"/> or <see cref="OfBank"/>.</summary>
    public string? Reference { get; set; }

    /// <summary>The reference says who paid: an ID or a document.</summary>
    public const string OfClient = "client";

    /// <summary>The reference is the bank's own number of the movement, and says nothing of who paid.</summary>
    public const string OfBank = "bank";

    public static readonly IReadOnlyList<string> References = [OfClient, OfBank];
}

/// <summary>How the last statement of an account was read.</summary>
internal sealed record RememberedColumns(string[] Headings, string[] Fields, string Amounts, string Dates, bool NamesClient, Guid MethodId)
{
    /// <summary>The same columns in another file, whatever their order; headings that it did not have speak for themselves.</summary>
    public TableColumns<StatementField> Over(TableColumns<StatementField> told)
    {
        var known = Headings.Zip(Fields).GroupBy(pair => TableHeading.Fold(pair.First)).ToDictionary(pairs => pairs.Key, pairs => pairs.First().Second, StringComparer.Ordinal);
        return told.With([.. told.All.Select(column => known.TryGetValue(TableHeading.Fold(column.Heading), out var field) ? field : column.Field?.ToString())]);
    }
}
