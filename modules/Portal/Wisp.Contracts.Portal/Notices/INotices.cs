using Wisp.Sdk;

namespace Wisp.Contracts.Portal;

/// <summary>The ledger of what subscribers are told: once each, in the portal and by the channels that the ISP chose for the kind.</summary>
public interface INotices
{
    /// <summary>
    /// Makes notices in one statement, in the caller's transaction; they leave after its commit. Runs in the module's own role and leaves the caller's as it
    /// was. Clients who are deactivated, or who have no access to the portal and are reached by no channel, are passed over.
    /// </summary>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="kind">Key of a registered <see cref="INoticeKind"/>.</param>
    /// <param name="at">When what is told happened: it is told only while that is no longer ago than the kind's life.</param>
    /// <param name="notices">The notices.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>How many were made.</returns>
    /// <exception cref="ArgumentException">No such kind is registered.</exception>
    Task<int> TellAsync(IWispTransaction transaction, string kind, DateTimeOffset at, IReadOnlyCollection<NewNotice> notices, CancellationToken cancellationToken = default);
}

/// <summary>A notice to be made.</summary>
/// <param name="ClientId">Who is told.</param>
/// <param name="Key">What it is about, 1 to 200 characters: of one kind, a client is told of it once.</param>
/// <param name="Arguments">What the kind writes it from; a record that JSON can hold as an object.</param>
/// <param name="Url">Local URL of the portal's page about it, beginning with <c>/portal</c>.</param>
public sealed record NewNotice(Guid ClientId, string Key, object Arguments, string Url);
