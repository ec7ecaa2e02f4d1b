using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>What a column of the export holds, which decides how it is written.</summary>
public enum ClientExportKind
{
    /// <summary><c>text</c>, written as it is.</summary>
    Text,

    /// <summary><c>boolean</c>, written as yes or no in the reader's language.</summary>
    YesNo,

    /// <summary><c>bigint</c> or <c>integer</c>.</summary>
    Whole,

    /// <summary><c>numeric</c>, written with two decimals.</summary>
    Money,

    /// <summary><c>timestamptz</c>, written as date and time of the ISP's zone.</summary>
    Instant,
}

/// <summary>
/// A column of the export of clients, filled set-based. The guide's columns that belong to other modules have their places: a column
/// whose key is <c>billing.enabled</c>, <c>billing.invoice_kind</c>, <c>billing.vat_condition</c>, <c>billing.taxpayer_id</c>,
/// <c>billing.unpaid_count</c>, <c>billing.unpaid_balance</c> or <c>billing.gateways</c> fills it; any other stands after the last.
/// </summary>
public interface IClientExportColumn : IContribution
{
    /// <summary>What it holds.</summary>
    ClientExportKind Kind { get; }

    /// <summary>A select of <c>(client_id uuid, value)</c> with at most one row a client; a client without one has an empty cell.</summary>
    ClientSql Values { get; }
}
