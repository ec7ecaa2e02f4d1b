namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>A country whose numbers we cannot check: only their shape.</summary>
internal sealed class OtherCountryDocuments : ICountryDocuments
{
    public IReadOnlyList<DocumentType> Types { get; } =
        [new("ID", Check), new("TAX", Check) { IsTaxId = true }, DocumentType.Passport];

    public string? Guess(string key) => "ID";

    private static DocumentFinding? Check(DocumentNumber number) => number.Key.Length <= 20 ? null : DocumentFault.Length;
}
