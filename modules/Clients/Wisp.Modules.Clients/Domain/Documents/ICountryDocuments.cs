namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>The documents that a country's people and firms have. A new country is one more of these in <see cref="CountryDocuments"/>.</summary>
internal interface ICountryDocuments
{
    /// <summary>The usual document of a person first.</summary>
    IReadOnlyList<DocumentType> Types { get; }

    /// <summary>Code of the only type that a number of this shape can have, or <c>null</c>.</summary>
    string? Guess(string key);
}
