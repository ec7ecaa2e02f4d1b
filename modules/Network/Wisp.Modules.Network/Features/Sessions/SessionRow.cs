using System.Net;
using System.Net.NetworkInformation;

namespace Wisp.Modules.Network.Features.Sessions;

/// <summary>A session; whose it is may be unknown, and so may its server.</summary>
internal sealed record SessionRow(
    Guid Id, Guid? ContractId, long? ContractNumber, Guid? ClientId, string? ClientName, string? Node, string? Server, string? Username, IPAddress? Ip,
    PhysicalAddress? Mac, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? EndCause, long Down, long Up);

/// <summary>What the list of who is online is narrowed to.</summary>
internal sealed record OnlineFilter
{
    /// <summary>A contract's number, an address of the net or of hardware, a user, or words of the client.</summary>
    public string? Text { get; init; }

    public Guid? Node { get; init; }

    public Guid? Server { get; init; }

    public bool Any => Text is not null || Node is not null || Server is not null;
}

/// <param name="Next">The last row, when more follow.</param>
internal sealed record OnlineRows(IReadOnlyList<SessionRow> Rows, Guid? Next);

/// <summary>How many are online somewhere; without an id, where it is not known.</summary>
internal sealed record OnlineCount(Guid? Id, string? Name, long Sessions);
