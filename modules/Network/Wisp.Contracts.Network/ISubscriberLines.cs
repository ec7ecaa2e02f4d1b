using Wisp.Sdk;

namespace Wisp.Contracts.Network;

/// <summary>
/// What a subscriber may see and wish of his own contracts. Every reading names the client, and what is not his is answered as what is missing. It asks for no
/// operator: whoever calls has made sure that the subscriber is that client.
/// </summary>
public interface ISubscriberLines
{
    /// <summary>The most slots that <see cref="ConsumptionAsync"/> gives.</summary>
    const int MostSlots = 1000;

    /// <summary>The client's contracts: those that last first, then by number, the newest first.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The contracts; empty when there are none.</returns>
    Task<IReadOnlyList<SubscriberLine>> LinesAsync(Guid clientId, CancellationToken cancellationToken = default);

    /// <summary>What a contract consumed, slot by slot, for a plot: slots without traffic too.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="contractId">One of his contracts.</param>
    /// <param name="from">The first slot is the one that holds it.</param>
    /// <param name="to">The end, not part of it; later than <paramref name="from"/>.</param>
    /// <param name="bucket">How long a slot is.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The slots in order, or <c>null</c> when he has no such contract.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is not later, or there would be more than <see cref="MostSlots"/> slots.</exception>
    Task<SubscriberConsumption?> ConsumptionAsync(
        Guid clientId, Guid contractId, DateTimeOffset from, DateTimeOffset to, ConsumptionBucket bucket, CancellationToken cancellationToken = default);

    /// <summary>What each contract of the client consumed today, in the ISP's time zone; known to five minutes.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The contracts that have not ended, with zeros where there was no traffic, in the order of <see cref="LinesAsync"/>.</returns>
    Task<IReadOnlyList<SubscriberUse>> TodayAsync(Guid clientId, CancellationToken cancellationToken = default);

    /// <summary>Plans that a contract could change to: those that are offered and billed as often as its own, by price.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="contractId">One of his contracts.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The plans without its own; empty when he has no such contract, or it has ended.</returns>
    Task<IReadOnlyList<OfferedPlan>> OfferedPlansAsync(Guid clientId, Guid contractId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Plans that a contract changes to another plan at the turn of a day, in place of a change that was planned before: what an operator does after the
    /// subscriber asked for it. Runs in the module's own role and leaves the caller's as it was. The caller commits only without a problem.
    /// </summary>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="contractId">The contract.</param>
    /// <param name="planId">A plan that is offered, of any frequency.</param>
    /// <param name="from">The first day of the new plan, later than today in the ISP's time zone.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>What is wrong, one sentence in the reader's language; <c>null</c> when it is planned.</returns>
    Task<string?> ChangePlanAsync(IWispTransaction transaction, Guid contractId, Guid planId, DateOnly from, CancellationToken cancellationToken = default);
}

/// <summary>A contract as its subscriber sees it.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="PublicId">Its number.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="State">The wanted state.</param>
/// <param name="Origin">Who made the last change of its state.</param>
/// <param name="StateReason">Why, in the reader's language; <c>null</c> when no module gave the reason: what staff writes is for staff.</param>
/// <param name="StateSince">Since when it has that state.</param>
/// <param name="Address">Where the service is, with floor and flat, or <c>null</c> when that is the client's own address.</param>
/// <param name="StartsOn">First day of service.</param>
/// <param name="EndsOn">Last day of service, or <c>null</c>.</param>
/// <param name="HasEnded">Whether that day has passed.</param>
/// <param name="Next">The plan that it changes to, or <c>null</c>.</param>
/// <param name="NodeId">The node that it hangs from, or <c>null</c>.</param>
/// <param name="Outage">The outage of its node that lasts, or <c>null</c>; never of a contract that has ended or is disabled, which no outage hits.</param>
public sealed record SubscriberLine(
    Guid ContractId, long PublicId, LinePlan Plan, ContractState State, ContractStateOrigin Origin, string? StateReason, DateTimeOffset StateSince, string? Address,
    DateOnly StartsOn, DateOnly? EndsOn, bool HasEnded, PlannedPlan? Next, Guid? NodeId, LineOutage? Outage);

/// <summary>A plan.</summary>
/// <param name="Id">The plan.</param>
/// <param name="Name">Its name.</param>
/// <param name="DownKbps">To the subscriber, in kbit/s.</param>
/// <param name="UpKbps">From the subscriber, in kbit/s.</param>
/// <param name="Price">For the whole frequency, in the ISP's currency.</param>
/// <param name="PriceIncludesTax">Whether the price holds tax.</param>
/// <param name="FrequencyMonths">Billed every so many months, 1 to 60.</param>
public sealed record LinePlan(Guid Id, string Name, int DownKbps, int UpKbps, decimal Price, bool PriceIncludesTax, int FrequencyMonths);

/// <summary>A change of plan that is to come.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="From">Its first day.</param>
public sealed record PlannedPlan(LinePlan Plan, DateOnly From);

/// <summary>An outage that lasts.</summary>
/// <param name="Id">The outage.</param>
/// <param name="Reason">What a person wrote, or <c>null</c> when it was noticed by its sessions.</param>
/// <param name="Since">Since when.</param>
public sealed record LineOutage(Guid Id, string? Reason, DateTimeOffset Since);

/// <summary>How long a slot of consumption is.</summary>
public enum ConsumptionBucket
{
    /// <summary>Hours; they are kept for a while only.</summary>
    Hour,

    /// <summary>Days in the ISP's time zone.</summary>
    Day,
}

/// <summary>Consumption for a plot: three lists of the same length.</summary>
/// <param name="At">Beginnings of the slots, in seconds since 1970.</param>
/// <param name="Down">Bytes to the subscriber in each slot.</param>
/// <param name="Up">Bytes from the subscriber in each slot.</param>
/// <param name="TimeZone">The ISP's time zone, an IANA name.</param>
public sealed record SubscriberConsumption(IReadOnlyList<long> At, IReadOnlyList<long> Down, IReadOnlyList<long> Up, string TimeZone);

/// <summary>What a contract consumed.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Down">Bytes to the subscriber.</param>
/// <param name="Up">Bytes from the subscriber.</param>
public sealed record SubscriberUse(Guid ContractId, long Down, long Up);

/// <summary>A plan that a contract could change to.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Difference">Its price less that of the contract's own plan, as priced; negative when it is cheaper.</param>
public sealed record OfferedPlan(LinePlan Plan, decimal Difference);
