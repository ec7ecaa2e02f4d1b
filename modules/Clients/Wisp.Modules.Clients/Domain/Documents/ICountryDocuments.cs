namespace Wisp.Modules.Clients.Domain.Documents;

internal enum DocumentFault
{
    Length,
    Characters,
    Prefix,
    CheckDigit,
}

/// <summary>The documents that a country's people and firms have. A new country is one more of these in <see cref="CountryDocuments"/>.</summary>
internal interface ICountryDocuments
{
    /// <summary>Codes, the usual one first; a code's label is the text <c>document.&lt;code&gt;</c>.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>The only type that a number of this shape can have, or <c>null</c>.</summary>
    string? Guess(string key);

    /// <summary>What is wrong with the number, or <c>null</c>.</summary>
    DocumentFault? Check(string type, string key);
}
