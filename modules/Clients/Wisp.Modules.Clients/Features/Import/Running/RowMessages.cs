using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Rows as the job's lists show them, with the heading as it stands in the file.</summary>
internal sealed class RowMessages(TableColumns<ImportField> columns, IStringLocalizer<ImportText> text, IStringLocalizer<ClientsText> form)
{
    /// <summary>A refused row: one entry, however much is wrong with it.</summary>
    public JobError Refused(ImportRow row)
    {
        var first = row.Errors[0];
        var more = row.Errors.Skip(1).Select(e => Heading(e) is { } heading ? $" {heading}: {Sentence(e)}" : $" {Sentence(e)}");
        return new(row.Line, Heading(first), first.Value, Sentence(first) + string.Concat(more), row.Cells);
    }

    /// <summary>What a row that was taken is warned of: an entry each.</summary>
    public IEnumerable<JobError> Warned(ImportRow row) =>
        row.Warnings.Select(w => new JobError(row.Line, Heading(w), w.Value, Sentence(w)) { IsWarning = true });

    private string? Heading(RowError error) =>
        error.Field is { } field ? columns.Heading(field) ?? text[$"field.{field}"].Value : null;

    private string Sentence(RowError error) =>
        error.IsRuleOfForm ? form[error.Key, error.Arguments].Value : text[error.Key, error.Arguments].Value;
}
