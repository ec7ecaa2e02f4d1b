namespace Wisp.Sdk;

/// <summary>Settings by key, kept as JSON in the host's schema.</summary>
public interface ISettings
{
    /// <summary>Reads a setting.</summary>
    /// <typeparam name="T">Its JSON shape.</typeparam>
    /// <param name="key">Stable key, prefixed by the module.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The value, or the default of <typeparamref name="T"/> when unset. At most a few seconds old.</returns>
    ValueTask<T?> GetAsync<T>(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes a setting; the audit records old and new.</summary>
    /// <typeparam name="T">Its JSON shape.</typeparam>
    /// <param name="key">Stable key.</param>
    /// <param name="value">The value; <c>null</c> clears it.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Done when stored.</returns>
    Task SetAsync<T>(string key, T value, CancellationToken cancellationToken = default);
}
