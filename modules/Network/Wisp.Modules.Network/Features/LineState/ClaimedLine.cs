using System.Net;

namespace Wisp.Modules.Network.Features.LineState;

/// <summary>A line that waits to be told, taken for this worker for a while.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Number">The number of what is wanted, to note when it was told.</param>
/// <param name="State">The state wanted.</param>
/// <param name="OnlySpeed">Whether another speed is all that changes, so that the session may go on.</param>
/// <param name="Tries">How often it was tried before.</param>
/// <param name="DownKbps">The plan's speed.</param>
/// <param name="UpKbps">The plan's speed.</param>
/// <param name="Sessions">Its sessions that are under way.</param>
internal sealed record ClaimedLine(
    Guid ContractId, long Number, string State, bool OnlySpeed, int Tries, int DownKbps, int UpKbps, IReadOnlyList<LineSession> Sessions);

/// <summary>A session, and where its access server listens.</summary>
internal sealed record LineSession(
    Guid Id, Guid? ServerId, string? Address, int Port, string? StoredSecret, string SessionId, string? Username, IPAddress NasIp, IPAddress? FramedIp);
