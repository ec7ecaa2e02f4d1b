using Wisp.Contracts.Clients;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>A column of the file.</summary>
/// <param name="Heading">Its heading in the asker's language.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Value">SQL of its value for a client <c>c</c>; <c>null</c> when no module fills it.</param>
internal sealed record ExportColumn(string Heading, ClientExportKind Kind, string? Value)
{
    /// <summary>A module's select, joined as <see cref="Alias"/>; <c>null</c> for our own.</summary>
    public ClientSql? Joined { get; init; }

    public string? Alias { get; init; }
}
