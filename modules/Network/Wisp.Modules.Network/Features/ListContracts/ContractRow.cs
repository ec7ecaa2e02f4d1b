using System.Net;
using Wisp.Modules.Network.Domain;

namespace Wisp.Modules.Network.Features.ListContracts;

internal sealed record ContractRow(
    Guid Id, long PublicId, Guid ClientId, string ClientName, string Plan, string State, string Origin, string Server, string? Node, IPAddress? Ip,
    DateOnly StartDate, DateOnly? EndDate, bool Ended, string? NextPlan, DateOnly? NextPlanFrom)
{
    public string Shown => ShownState.Of(State, Origin);
}

/// <summary>What the list is narrowed to.</summary>
internal sealed record ContractFilter
{
    /// <summary>A contract's number, an address of the net, a user, or words of the client's name.</summary>
    public string? Text { get; init; }

    /// <summary>A code of <see cref="ShownState"/>.</summary>
    public string? State { get; init; }

    public Guid? Plan { get; init; }

    public Guid? Node { get; init; }

    public Guid? Server { get; init; }

    /// <summary>Ended contracts instead of those in course.</summary>
    public bool Ended { get; init; }

    public bool Any => Text is not null || State is not null || Plan is not null || Node is not null || Server is not null || Ended;
}

/// <param name="Next">Number of the last row, when more follow.</param>
internal sealed record ContractRows(IReadOnlyList<ContractRow> Rows, long? Next);
