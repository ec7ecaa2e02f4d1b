using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>Refused rows as the job's list shows them, with the heading as it stands in the file and without passwords.</summary>
internal sealed class RowMessages(TableColumns<ImportField> columns, IStringLocalizer<ImportText> text, IStringLocalizer<NetworkText> form)
{
    private readonly bool[] _secret = [.. columns.All.Select(column => column.IsSecret())];

    /// <summary>One entry a row, however much is wrong with it.</summary>
    public JobError Refused(ImportRow row)
    {
        var first = row.Errors[0];
        var more = row.Errors.Skip(1).Select(error => $" {(error.IsRuleOfForm ? "" : Prefix(error))}{Sentence(error)}");
        return new(row.Line, Heading(first), Value(row, first), Sentence(first) + string.Concat(more), Source(row));
    }

    private string? Value(ImportRow row, RowError error) =>
        !row.IsWhole || error.Field is not { } field || field == ImportField.PppoePassword ? null : columns.Cell(row.Cells, field);

    // In a row that lost a separator a password may stand anywhere.
    private string[]? Source(ImportRow row) => !_secret.Contains(true) ? row.Cells
        : row.IsWhole ? [.. row.Cells.Select((cell, i) => i < _secret.Length && _secret[i] ? "" : cell)]
        : null;

    private string Prefix(RowError error) => Heading(error) is { } heading ? $"{heading}: " : "";

    private string? Heading(RowError error) => error.Field is { } field ? columns.Heading(field) ?? text[$"field.{field}"].Value : null;

    private string Sentence(RowError error) => error.IsRuleOfForm ? form[error.Key, error.Arguments].Value : text[error.Key, error.Arguments].Value;
}
