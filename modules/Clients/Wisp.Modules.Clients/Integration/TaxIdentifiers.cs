using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain.Documents;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Integration;

/// <summary>The tax numbers among the documents that clients have.</summary>
[Feature]
internal sealed class TaxIdentifiers : ITaxIdentifiers
{
    public IReadOnlyList<string> TypesOf(string country) => [.. CountryDocuments.Of(country).Types.Where(t => t.IsTaxId).Select(t => t.Code)];

    public TaxIdentifierCheck Check(string country, string number, string? type = null)
    {
        var typed = DocumentNumber.Of(number);
        var chosen = Choose(country, typed, type);
        DocumentFinding? finding = typed.Key.Length == 0 ? DocumentFault.Length : chosen.Check(typed);
        return new(chosen.Code, typed.Key, finding is { } found ? FaultOf(found.Fault) : null, finding?.IsHard ?? false);
    }

    public string Show(string country, string number, string? type = null)
    {
        var typed = DocumentNumber.Of(number);
        return typed.Key.Length == 0 ? number : Choose(country, typed, type).Write(typed.Key) ?? number;
    }

    private static DocumentType Choose(string country, DocumentNumber number, string? type)
    {
        var documents = CountryDocuments.Of(country);
        if (type is null)
            return number.Key.Length > 0 && documents.Find(documents.Guess(number.Key)) is { IsTaxId: true } guessed ? guessed : documents.Types.First(t => t.IsTaxId);
        return documents.Find(type) is { IsTaxId: true } named ? named : throw new ArgumentException($"{country} has no tax number {type}.", nameof(type));
    }

    private static TaxIdentifierFault FaultOf(DocumentFault fault) => fault switch
    {
        DocumentFault.Length => TaxIdentifierFault.Length,
        DocumentFault.Characters => TaxIdentifierFault.Characters,
        DocumentFault.Prefix => TaxIdentifierFault.Prefix,
        DocumentFault.Part => TaxIdentifierFault.Part,
        _ => TaxIdentifierFault.CheckDigit,
    };
}
