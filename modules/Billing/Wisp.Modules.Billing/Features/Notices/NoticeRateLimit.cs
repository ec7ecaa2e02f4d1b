using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Wisp.Modules.Billing.Features.Notices;

/// <summary>How many notices a minute one address may send to one gateway: <c>Wisp:GatewayNoticesPerMinute</c>, 600 unless set.</summary>
internal sealed class NoticeRateLimit(IConfiguration configuration) : IRateLimiterPolicy<string>
{
    private const int Segments = 6;

    private readonly int _most = Math.Max(1, configuration.GetValue("Wisp:GatewayNoticesPerMinute", 600));

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => async (rejected, _) =>
    {
        var text = rejected.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<GatewayText>>();
        rejected.HttpContext.Response.Headers.RetryAfter = (60 / Segments).ToString(CultureInfo.InvariantCulture);
        await NoticeAnswer.Refused(StatusCodes.Status429TooManyRequests, new("gateway", "often", text["notice.often", _most])).WriteAsync(rejected.HttpContext);
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => RateLimitPartition.GetSlidingWindowLimiter(
        $"{httpContext.Connection.RemoteIpAddress} {httpContext.Request.RouteValues["gatewayId"]}",
        _ => new SlidingWindowRateLimiterOptions { PermitLimit = _most, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = Segments });
}
