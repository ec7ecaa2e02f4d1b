using Wisp.Sdk;

namespace Wisp.Contracts.Portal;

/// <summary>
/// Extension point: a way by which notices reach subscribers outside the portal (mail and push are the portal's own; SMS or WhatsApp may be a
/// partner's). Its key is stored with each delivery. Register it with the module's services as scoped. Its permission is not asked for.
/// </summary>
public interface INoticeChannel : IContribution
{
    /// <summary>
    /// Whom it reaches: a constant select of <c>client_id uuid</c> and <c>device_id uuid</c> (NULL where a client is reached once), without
    /// parameters, over published views; each pair once, found by an index for one client. It becomes part of a statement that runs in the role of Portal.
    /// </summary>
    string Receivers { get; }

    /// <summary>How many are handed over at once, from 1 to 1,000. Those are lost from sight when the worker dies meanwhile.</summary>
    int Most { get; }

    /// <summary>
    /// Whether handing over is a writing in the transaction and nothing else: then a worker that dies has handed nothing over. Otherwise the claim is
    /// committed first, and what a dead worker had in hand is <c>unknown</c> and never handed over again.
    /// </summary>
    bool IsTransactional { get; }

    /// <summary>Hands notices over.</summary>
    /// <param name="transaction">A transaction in the role of Portal, committed with the outcomes.</param>
    /// <param name="notices">At most <see cref="Most"/> notices.</param>
    /// <param name="cancellationToken">Set when the worker stops.</param>
    /// <returns>What became of each, by <see cref="NoticeToHandOver.DeliveryId"/>; one that is missing is <see cref="NoticeOutcome.Unknown"/>.</returns>
    Task<IReadOnlyDictionary<Guid, NoticeOutcome>> HandOverAsync(
        IWispTransaction transaction, IReadOnlyList<NoticeToHandOver> notices, CancellationToken cancellationToken);
}

/// <summary>A notice on its way by one channel.</summary>
/// <param name="DeliveryId">This delivery.</param>
/// <param name="NoticeId">The notice, the same for all devices and channels.</param>
/// <param name="ClientId">Who gets it.</param>
/// <param name="DeviceId">On which device, or <c>null</c>.</param>
/// <param name="Kind">Key of its kind.</param>
/// <param name="IsUrgent">Whether it is urgent.</param>
/// <param name="Url">Local URL of the portal's page about it.</param>
/// <param name="ExpiresAt">When it is worth nothing any more.</param>
/// <param name="Write">Writes it in a culture: <c>es-AR</c>, <c>en-GB</c>.</param>
public sealed record NoticeToHandOver(
    Guid DeliveryId, Guid NoticeId, Guid ClientId, Guid? DeviceId, string Kind, bool IsUrgent, string Url, DateTimeOffset ExpiresAt, Func<string, NoticeWords> Write);

/// <summary>What became of handing a notice over.</summary>
public enum NoticeFate
{
    /// <summary>Handed over.</summary>
    Sent,

    /// <summary>Refused for good.</summary>
    Failed,

    /// <summary>Not handed over; it is tried again.</summary>
    Later,

    /// <summary>It may have been handed over: it is not tried again.</summary>
    Unknown,
}

/// <summary>What became of one delivery.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="Error">Why, as an operator reads it, or <c>null</c>.</param>
/// <param name="After">For <see cref="NoticeFate.Later"/>: how long to wait at least; <c>null</c>: as long as the ledger thinks right.</param>
public sealed record NoticeOutcome(NoticeFate Fate, string? Error = null, TimeSpan? After = null)
{
    /// <summary>Handed over.</summary>
    public static NoticeOutcome Sent { get; } = new(NoticeFate.Sent);

    /// <summary>Nobody knows.</summary>
    public static NoticeOutcome Unknown { get; } = new(NoticeFate.Unknown);
}
