using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Features.Gateways;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Notices;

/// <summary>Where gateways tell of money. Machines call it: no session, no cookies, no anti-forgery token; the signature is what opens it.</summary>
[Feature]
internal sealed class NoticeEndpoint(
    GatewayDirectory gateways, TakeNotice take, IActorAccessor actor, IStringLocalizer<GatewayText> text, ILogger<NoticeEndpoint> log, TimeProvider clock)
{
    public const int LongestBody = 64 * 1024;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/billing/gateways/{gatewayId:guid}/notices", (Guid gatewayId, HttpContext context, NoticeEndpoint endpoint) => endpoint.AnswerAsync(gatewayId, context))
            .AllowAnonymous().DisableAntiforgery()
            .RequireRateLimiting(new NoticeRateLimit(endpoints.ServiceProvider.GetRequiredService<IConfiguration>()));

    private async Task AnswerAsync(Guid gatewayId, HttpContext context) =>
        await (await RunAsync(gatewayId, context.Request, context.RequestAborted)).WriteAsync(context);

    private async Task<NoticeAnswer> RunAsync(Guid gatewayId, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await gateways.FindAsync(gatewayId, cancellationToken) is not { Archived: false } gateway) return Refuse(404, "gateway", "unknown");
        if (await BodyAsync(request, cancellationToken) is not { } body) return Refuse(413, "body", "long", LongestBody);
        if (await ReadAsync(gateway, request, body, cancellationToken) is not { } reading) return Refuse(503, "gateway", "broken");
        if (reading.Notice is not { } notice) return NoticeAnswer.Refused(reading.Refusal!.IsForged ? 401 : 400, reading.Refusal);
        if (!gateway.Enabled) return Refuse(403, "gateway", "off");
        using (actor.Begin(new Actor(null, gateway.Name, "gateway", Address: request.HttpContext.Connection.RemoteIpAddress?.ToString())))
            return await take.RunAsync(gateway, notice, cancellationToken);
    }

    private async Task<GatewayReading?> ReadAsync(Gateway gateway, HttpRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            if (gateways.KindOf(gateway.Kind) is { } kind) return await kind.ReadAsync(gateways.Open(gateway), new(headers, body, clock.GetUtcNow()), cancellationToken);
            log.LogError("Gateway {Gateway} is of kind {Kind}, which no module brings: its notice was turned away", gateway.Id, gateway.Kind);
        }
        catch (CryptographicException)
        {
            log.LogError("The credentials of gateway {Gateway} were encrypted under a key that is lost: its notice was turned away", gateway.Id);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "Kind {Kind} could not read a notice of gateway {Gateway}", gateway.Kind, gateway.Id);
        }

        return null;
    }

    private NoticeAnswer Refuse(int code, string field, string rule, params object[] said) => NoticeAnswer.Refused(code, new(field, rule, text[$"notice.{rule}", [field, .. said]]));

    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LongestBody) return null;
        // Chunked bodies announce no length.
        var buffer = new byte[LongestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > LongestBody ? null : buffer.AsMemory(0, length);
    }
}
