namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>Fields by name, as pages, jobs and the table of mappings keep them.</summary>
internal static class ImportFields
{
    public static IReadOnlyList<ImportField?> Parse(IEnumerable<string?> names) =>
        [.. names.Select(n => Enum.TryParse<ImportField>(n, out var field) && Enum.IsDefined(field) && n == field.ToString() ? field : (ImportField?)null)];

    public static string?[] Names(IEnumerable<ImportField?> fields) => [.. fields.Select(f => f?.ToString())];
}
