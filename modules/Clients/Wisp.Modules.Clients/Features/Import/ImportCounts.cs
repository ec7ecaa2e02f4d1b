using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.Import.Running;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>How far an import is: as numbers for the job's bar, and in a sentence.</summary>
internal static class ImportCounts
{
    public static ImportCursor Add(this ImportCursor cursor, int records, ChunkResult result) => cursor with
    {
        Records = cursor.Records + records,
        Created = cursor.Created + result.Created,
        Updated = cursor.Updated + result.Updated,
        Unchanged = cursor.Unchanged + result.Unchanged,
        Errors = cursor.Errors + result.Refused.Count,
        Warnings = cursor.Warnings + result.Warned.Sum(r => r.Warnings.Count),
    };

    public static JobCounts Counts(this ImportCursor cursor) =>
        new(cursor.Created + cursor.Updated, cursor.Total, cursor.Unchanged, cursor.Errors) { Warnings = cursor.Warnings };

    public static string Sentence(this ImportCursor cursor, ImportArguments how, IStringLocalizer<ImportText> text)
    {
        var key = (how.DryRun ? "job.would" : "job.did") + (how.Updates ? "-update" : "");
        var counts = text[key, cursor.Created, cursor.Unchanged, cursor.Errors, cursor.Updated].Value;
        return cursor.Warnings == 0 ? counts : $"{counts} {text["job.warnings", cursor.Warnings].Value}";
    }
}
