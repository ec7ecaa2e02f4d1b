namespace Wisp.Modules.Clients.Features.Import;

/// <summary>What the job <c>clients.import</c> is asked to do; stored as JSON.</summary>
internal sealed record ImportArguments(Guid FileId, string Encoding, char Separator, bool DryRun, bool CreatePlaces);

/// <summary>Where it stands: records of the file that are behind it, and what became of them.</summary>
internal sealed record ImportCursor(int Records, int Total, long Created, long Unchanged, long Errors);
