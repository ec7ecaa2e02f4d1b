using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.ImportContracts.Running;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts;

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
    };

    public static JobCounts Counts(this ImportCursor cursor) => new(cursor.Created + cursor.Updated, cursor.Total, cursor.Unchanged, cursor.Errors);

    public static string Sentence(this ImportCursor cursor, ImportArguments how, IStringLocalizer<ImportText> text) =>
        text[how.DryRun ? "job.would" : "job.did", cursor.Created, cursor.Updated, cursor.Unchanged, cursor.Errors].Value;
}
