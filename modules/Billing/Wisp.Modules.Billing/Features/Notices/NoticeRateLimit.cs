using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;

namespace Wisp.Modules.Billing.Features.Notices;

/// <summary>How many notices a minute one address may send to one gateway: <c>Wisp:GatewayNoticesPerMinute</c>, 600 unless set.</summary>
internal sealed class NoticeRateLimit(IConfiguration configuration) : IRateLimiterPolicy<string>
{
    private readonly int _most = Math.Max(1, configuration.GetValue("Wisp:GatewayNoticesPerMinute", 600));

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => null;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => RateLimitPartition.GetSlidingWindowLimiter(
        $"{httpContext.Connection.RemoteIpAddress} {httpContext.Request.RouteValues["gatewayId"]}",
        _ => new SlidingWindowRateLimiterOptions { PermitLimit = _most, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 });
}
