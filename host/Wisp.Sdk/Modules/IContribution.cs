namespace Wisp.Sdk;

/// <summary>
/// What a module adds to an extension point of another: a tab, a filter, a column, a step. Register implementations with
/// <see cref="ModuleBuilder.Services"/> or <see cref="FeatureAttribute"/>; the owner of the extension point finds them.
/// </summary>
public interface IContribution
{
    /// <summary>Stable key, prefixed by the module that adds it: <c>billing.balance</c>. It may stand in URLs and be stored.</summary>
    string Key { get; }

    /// <summary>The text shown.</summary>
    Label Label { get; }

    /// <summary>Position among its like, ascending; steps of 100 leave room.</summary>
    int Order { get; }

    /// <summary>Permission without which it does not exist for the reader; <c>null</c>: what it extends decides alone.</summary>
    string? Permission { get; }
}

/// <summary>Calls contributions so that a broken one hurts nobody else: what it throws is logged under its module's name.</summary>
public interface IContributions
{
    /// <summary>Those that the present operator may see, in their order; of two with one key the first.</summary>
    /// <typeparam name="T">The extension point.</typeparam>
    /// <param name="all">All that were registered.</param>
    /// <returns>The contributions to call.</returns>
    IReadOnlyList<T> Allowed<T>(IEnumerable<T> all)
        where T : IContribution;

    /// <summary>Calls a contribution.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="part">The contribution.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's token: its cancellation is passed on, not logged.</param>
    /// <returns>The answer, or a failed attempt when it threw.</returns>
    Task<Attempt<T>> TryAsync<T>(IContribution part, Func<Task<T>> call, CancellationToken cancellationToken = default);
}

/// <summary>What came of calling a contribution.</summary>
/// <typeparam name="T">What it answers.</typeparam>
/// <param name="Succeeded">Whether it answered at all.</param>
/// <param name="Value">The answer; the default when it did not.</param>
public readonly record struct Attempt<T>(bool Succeeded, T? Value);
