using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Wisp.Modules.Portal.Features.Devices;

/// <summary>Guesses at pairing links, by address: to look is a guess too.</summary>
internal sealed class PairingRateLimit(IConfiguration configuration) : IConfigureOptions<RateLimiterOptions>
{
    public const string Policy = "portal.pairing";

    public static void Add(IServiceCollection services) => services.AddSingleton<IConfigureOptions<RateLimiterOptions>, PairingRateLimit>();

    public void Configure(RateLimiterOptions options)
    {
        var most = configuration.GetValue("Wisp:PairingsPerAddress", 20);
        options.AddPolicy(Policy, context => RateLimitPartition.GetSlidingWindowLimiter(
            context.Connection.RemoteIpAddress is { } address ? Network(address) : "local",
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
    }

    // Whoever has an IPv6 address has a whole /64 of them.
    private static string Network(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
}
