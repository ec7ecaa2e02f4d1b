namespace Wisp.Contracts.Billing;

/// <summary>
/// Extension point: a country's standings, letters and taxes, by which firms issue invoices. Wisp brings AR, BR, CL, CO, EC, MX, PE, PY and UY; a
/// country that is given here comes beside them, or takes the place of the one that Wisp brings. Register it with the module's services. It is
/// read once in the life of the process, in a scope of its own.
/// </summary>
public interface IBillingCountry
{
    /// <summary>ISO 3166-1 alpha-2, upper case: the same as in the data.</summary>
    string Country { get; }

    /// <summary>
    /// Opens the country's data: JSON in UTF-8 of the shape that <c>docs/billing-countries.md</c> describes. Data that break it are logged with
    /// what is wrong, and the country is not offered.
    /// </summary>
    /// <returns>A stream at its start, which the caller disposes of.</returns>
    Stream Open();
}
