namespace Wisp.Host.Features.Audit;

/// <summary>Which rows of the audit; every part is optional and stands in the URL.</summary>
public sealed class AuditFilter
{
    /// <summary><c>schema.table</c>.</summary>
    public string? Table { get; set; }

    public Guid? Operator { get; set; }

    public DateOnly? From { get; set; }

    /// <summary>The last day, included.</summary>
    public DateOnly? To { get; set; }

    public Guid? Batch { get; set; }

    public Guid? Entity { get; set; }

    /// <summary>Rows before this one.</summary>
    public long? Before { get; set; }
}
