namespace Wisp.Modules.Clients.Features.Export;

/// <summary>What the job <c>clients.export</c> is asked to do, as it was when the button was pressed (EXP-10); stored as JSON.</summary>
/// <param name="Format">Key of the format.</param>
/// <param name="All">Whether all clients were asked for, and not those that the list showed.</param>
/// <param name="Query">Query of the list's URL, which is read again; empty for all.</param>
/// <param name="CollectorOf">The operator whose clients alone are meant, or <c>null</c>.</param>
internal sealed record ExportArguments(string Format, bool All, string Query, Guid? CollectorOf);
