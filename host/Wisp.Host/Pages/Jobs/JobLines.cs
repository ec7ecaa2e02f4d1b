using Wisp.Sdk;

namespace Wisp.Host.Pages;

/// <summary>One list of a job's page: its errors, or its warnings.</summary>
/// <param name="Kind">Names its texts: <c>jobs.&lt;kind&gt;.title</c> and the like.</param>
/// <param name="Lines">What is shown.</param>
/// <param name="File">Where all of it is downloaded.</param>
/// <param name="HasLead">Whether a sentence says what to do with them: a file can be fed back only where its rows were kept.</param>
/// <param name="Next">The next page, or <c>null</c>.</param>
public sealed record JobLines(string Kind, IReadOnlyList<(long No, JobError Error)> Lines, string File, bool HasLead, string? Next);
