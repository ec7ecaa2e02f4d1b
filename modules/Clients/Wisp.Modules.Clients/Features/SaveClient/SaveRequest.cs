using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.FormTabs;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>The form as it was sent.</summary>
internal sealed record SaveRequest(ClientDraft Draft)
{
    /// <summary>The version that the form was filled from; 0 for a new client.</summary>
    public uint Version { get; init; }

    /// <summary>Why the client gets another name, where that must be said.</summary>
    public string? RenameReason { get; init; }

    /// <summary>Keys of the doubts that the operator has seen.</summary>
    public IReadOnlyCollection<string> Accepted { get; init; } = [];

    /// <summary>The tabs of other modules.</summary>
    public IReadOnlyList<TypedTab> Tabs { get; init; } = [];
}
