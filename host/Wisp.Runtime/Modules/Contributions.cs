using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Wisp.Runtime.Database;
using Wisp.Sdk;

namespace Wisp.Runtime.Modules;

/// <summary>Calls what modules contribute; what fails or is slow is named in the log.</summary>
internal sealed partial class Contributions(ICurrentOperator current, ILogger<Contributions> log) : IContributions
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    public IReadOnlyList<T> Allowed<T>(IEnumerable<T> all)
        where T : IContribution =>
        [.. all.Where(part => part.Permission is not { } permission || current.Can(permission)).OrderBy(part => part.Order).DistinctBy(part => part.Key)];

    public async Task<Attempt<T>> TryAsync<T>(IContribution part, Func<Task<T>> call, CancellationToken cancellationToken = default)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            return new Attempt<T>(true, await call());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // No contribution is to blame when the database is gone, and whoever asked must not take it for an answer: a job tries again.
        catch (Exception failure) when (!LostDatabase.Is(failure))
        {
            Failed(failure, part.Key, Owner(part));
            return default;
        }
        finally
        {
            if (Stopwatch.GetElapsedTime(began) is var took && took > Slow) TookLong(part.Key, Owner(part), (int)took.TotalMilliseconds);
        }
    }

    private static string? Owner(IContribution part) => part.GetType().Assembly.GetName().Name;

    [LoggerMessage(LogLevel.Error, "Contribution {Key} of {Owner} failed")]
    private partial void Failed(Exception failure, string key, string? owner);

    [LoggerMessage(LogLevel.Warning, "Contribution {Key} of {Owner} took {Milliseconds} ms")]
    private partial void TookLong(string key, string? owner, int milliseconds);
}
