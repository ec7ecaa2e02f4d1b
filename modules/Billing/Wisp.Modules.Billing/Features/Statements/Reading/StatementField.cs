namespace Wisp.Modules.Billing.Features.Statements.Reading;

/// <summary>What a column of a statement can be.</summary>
internal enum StatementField
{
    Date,

    /// <summary>Money in, and out with a minus.</summary>
    Amount,

    /// <summary>Money in, where the bank has a column for each way.</summary>
    Credit,

    Debit,
    Reference,
    Description,
    Payer,
    TaxId,
}
