namespace Wisp.Modules.Clients.Features.Export;

/// <summary>What the job <c>clients.export</c> is asked to do, as it was when the button was pressed (EXP-10); stored as JSON.</summary>
/// <param name="Format">Key of the format.</param>
/// <param name="All">Whether all clients were asked for, and not those that the list showed.</param>
/// <param name="Query">Query of the list's URL, whose terms are read again; empty for all.</param>
/// <param name="Search">Quick search as typed.</param>
/// <param name="Status">Code of the status, or <c>null</c> for any.</param>
/// <param name="CollectorOf">The operator whose clients alone are meant, or <c>null</c>.</param>
internal sealed record ExportArguments(string Format, bool All, string Query, string? Search, string? Status, Guid? CollectorOf);
