using Wisp.Sdk;

namespace Wisp.Contracts.Billing;

/// <summary>
/// Adds lines of a module's own to the automatic invoices of contracts, such as the rent of a device. Preview and run ask the same, so what
/// is shown is what is issued. The label says on "why this amount" where the line comes from.
/// </summary>
public interface IInvoiceLineSource : IContribution
{
    /// <summary>
    /// A constant select over published views, without parameters, of <c>(contract_id uuid, description text up to 255 characters, amount
    /// numeric of two decimals above 0, from_date date, to_date date or NULL)</c>: each row becomes a line of every period of the contract that
    /// touches those days, whole. An amount includes tax when the contract's plan price does. It becomes part of a statement that runs in the role of Billing.
    /// </summary>
    string Lines { get; }
}
