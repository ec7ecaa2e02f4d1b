namespace Wisp.Contracts.Clients;

/// <summary>
/// Checks and shows the numbers by which a country's tax authority knows people and firms. A country that Wisp does not know
/// has the one type <c>TAX</c>, whose numbers are only limited in length.
/// </summary>
public interface ITaxIdentifiers
{
    /// <summary>The types of tax number of a country.</summary>
    /// <param name="country">ISO 3166-1 alpha-2, upper case.</param>
    /// <returns>Codes such as <c>CUIT</c> or <c>RUC</c>; never empty.</returns>
    IReadOnlyList<string> TypesOf(string country);

    /// <summary>Checks a number. Case, blanks, dots, dashes and slashes do not matter, but for a dash before a check digit that may be left out.</summary>
    /// <param name="country">ISO 3166-1 alpha-2, upper case.</param>
    /// <param name="number">The number as typed.</param>
    /// <param name="type">One of <see cref="TypesOf"/>; <c>null</c> lets the number's shape decide.</param>
    /// <returns>What the number is and what is wrong with it.</returns>
    /// <exception cref="ArgumentException">The country has no such type.</exception>
    TaxIdentifierCheck Check(string country, string number, string? type = null);

    /// <summary>Writes a number with the separators that people know it by, such as <c>20-26756539-3</c>.</summary>
    /// <param name="country">ISO 3166-1 alpha-2, upper case.</param>
    /// <param name="number">The number, as typed or as its key.</param>
    /// <param name="type">One of <see cref="TypesOf"/>; <c>null</c> lets the number's shape decide.</param>
    /// <returns>The number; one that has not the type's shape as it came.</returns>
    /// <exception cref="ArgumentException">The country has no such type.</exception>
    string Show(string country, string number, string? type = null);
}

/// <summary>What a check of a tax number found.</summary>
/// <param name="Type">Code of the type that it was checked as.</param>
/// <param name="Key">The number in upper case without separators: what to store and compare.</param>
/// <param name="Fault">What is wrong, or <c>null</c> when the number is valid.</param>
/// <param name="IsHard">
/// <c>true</c> when the fault means that there is no such number: refuse it. <c>false</c> when there is no fault, or when real
/// numbers are known that fail the check: warn, and let a person decide.
/// </param>
public sealed record TaxIdentifierCheck(string Type, string Key, TaxIdentifierFault? Fault, bool IsHard)
{
    /// <summary>No fault was found.</summary>
    public bool IsValid => Fault is null;
}

/// <summary>What may be wrong with a tax number.</summary>
public enum TaxIdentifierFault
{
    /// <summary>Too few or too many characters, or zeros alone.</summary>
    Length,

    /// <summary>Characters that cannot stand where they do.</summary>
    Characters,

    /// <summary>It begins as none of its type does.</summary>
    Prefix,

    /// <summary>A part inside cannot be, such as a date that never was or an establishment of zeros.</summary>
    Part,

    /// <summary>The check digit does not follow from the rest.</summary>
    CheckDigit,
}
