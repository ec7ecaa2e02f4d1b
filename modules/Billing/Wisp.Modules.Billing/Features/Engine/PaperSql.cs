namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>What papers are called: letter, point of sale and number (5 and 8 digits); the public id as long as a document that is reported has no number.</summary>
internal static class PaperSql
{
    /// <summary>Of an invoice <c>i</c> and its point of sale <c>s</c>.</summary>
    public const string Invoice = $"i.kind || ' ' || {InvoiceNumber}";

    /// <summary>The same without the letter.</summary>
    public const string InvoiceNumber = "coalesce(lpad(s.number::text, 5, '0') || '-' || lpad(i.number::text, 8, '0'), '#' || i.public_id)";

    /// <summary>Of a credit note <c>n</c> and its point of sale <c>s</c>.</summary>
    public const string Note = $"n.kind || ' ' || {NoteNumber}";

    /// <summary>The same without the letter.</summary>
    public const string NoteNumber = "coalesce(lpad(s.number::text, 5, '0') || '-' || lpad(n.number::text, 8, '0'), '#' || n.public_id)";
}
