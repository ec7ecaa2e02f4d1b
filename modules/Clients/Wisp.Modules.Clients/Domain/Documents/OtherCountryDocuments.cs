namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>A country whose numbers we cannot check: only their shape.</summary>
internal sealed class OtherCountryDocuments : ICountryDocuments
{
    public IReadOnlyList<string> Types { get; } = ["ID", "TAX", "PAS"];

    public string? Guess(string key) => "ID";

    public DocumentFault? Check(string type, string key) => key.Length <= 20 ? null : DocumentFault.Length;
}
