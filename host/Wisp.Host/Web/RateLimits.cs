using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Wisp.Sdk;

namespace Wisp.Host.Web;

/// <summary>Limits by address: a generous one for everything, a strict one for sign-in.</summary>
internal static class RateLimits
{
    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration) =>
        services.AddRateLimiter(options =>
        {
            var burst = configuration.GetValue("Wisp:RequestBurst", 600);
            var signIns = configuration.GetValue("Wisp:SignInsPerAddress", 20);
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            // Loopback is a proxy that forwards no address, or the machine itself: one partition for all would lock everyone out.
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                IsLocal(context)
                    ? RateLimitPartition.GetNoLimiter("local")
                    : RateLimitPartition.GetTokenBucketLimiter(Address(context), _ => new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = burst,
                        TokensPerPeriod = Math.Max(1, burst / 10),
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    }));
            options.AddPolicy(RateLimitPolicies.SignIn, context =>
                HttpMethods.IsGet(context.Request.Method)
                    ? RateLimitPartition.GetNoLimiter("read")
                    : RateLimitPartition.GetSlidingWindowLimiter(Address(context), _ => new SlidingWindowRateLimiterOptions
                    {
                        PermitLimit = signIns,
                        Window = TimeSpan.FromMinutes(1),
                        SegmentsPerWindow = 6,
                    }));
        });

    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "local";
}
