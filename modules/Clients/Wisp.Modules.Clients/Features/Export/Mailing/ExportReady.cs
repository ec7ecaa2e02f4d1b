namespace Wisp.Modules.Clients.Features.Export.Mailing;

/// <summary>What the mail about a finished export says.</summary>
/// <param name="What">Which clients, and in which format.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Rows">Clients in it.</param>
/// <param name="Attached">Whether it goes with the mail.</param>
/// <param name="Link">Where it is fetched, after signing in; <c>null</c> while the site's address is not set.</param>
/// <param name="Until">Until when, in the ISP's time.</param>
public sealed record ExportReady(string What, string File, long Rows, bool Attached, string? Link, DateTime Until);
