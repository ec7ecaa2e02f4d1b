using System.Threading.RateLimiting;

namespace Wisp.Host.SignIn;

/// <summary>Limits tries per account, known or not, beside the limit per address.</summary>
public sealed class SignInThrottle(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _tries = PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetSlidingWindowLimiter(account, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = configuration.GetValue("Wisp:SignInsPerAccount", 15),
            Window = TimeSpan.FromMinutes(5),
            SegmentsPerWindow = 5,
        }));

    /// <summary>Counts a try.</summary>
    /// <returns><c>false</c> when there were too many.</returns>
    public bool Allows(string account)
    {
        using var lease = _tries.AttemptAcquire(account.Trim().ToUpperInvariant());
        return lease.IsAcquired;
    }

    public void Dispose() => _tries.Dispose();
}
