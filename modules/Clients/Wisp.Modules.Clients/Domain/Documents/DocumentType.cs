namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>A kind of document that a country gives out.</summary>
/// <param name="Code">What is stored; its label is the text <c>document.&lt;Code&gt;</c>.</param>
/// <param name="Check">What is wrong with a number, or <c>null</c>.</param>
internal sealed record DocumentType(string Code, Func<DocumentNumber, DocumentFinding?> Check)
{
    public static DocumentType Passport { get; } =
        new("PAS", number => number.Key.Length is >= 5 and <= 15 ? null : DocumentFault.Length);

    /// <summary>Whether invoices and the tax authority know a party by it.</summary>
    public bool IsTaxId { get; init; }

    /// <summary>A key with the separators that people know, or <c>null</c> when it is not of this shape.</summary>
    public Func<string, string?> Write { get; init; } = key => key;
}
