namespace Wisp.Modules.Clients.Domain.Documents;

internal enum DocumentFault
{
    Length,
    Characters,
    Prefix,

    /// <summary>A part inside cannot be: no such date, no such series, an establishment of zeros.</summary>
    Part,

    CheckDigit,
}

/// <summary>What a check found in a number.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="IsHard">Whether it cannot be saved; otherwise real numbers are known that fail this check.</param>
internal readonly record struct DocumentFinding(DocumentFault Fault, bool IsHard)
{
    public static implicit operator DocumentFinding(DocumentFault fault) => new(fault, true);

    public static DocumentFinding Doubt(DocumentFault fault) => new(fault, false);
}
