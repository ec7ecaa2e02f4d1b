using System.Net;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;
using Wisp.Contracts.Portal;

namespace Wisp.Modules.Portal.Features.Push;

/// <summary>Asks push services. They are given no redirect to follow and no long wait.</summary>
internal sealed class PushSender : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly HttpClient _http;
    private readonly PushServiceClient _client;

    public PushSender()
    {
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(4) })
        {
            Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 64 * 1024,
        };
        _client = new PushServiceClient(_http) { AutoRetryAfter = false };
    }

    /// <returns>What became of it, and whether the device is reached there no more.</returns>
    public async Task<(NoticeOutcome Outcome, bool IsGone)> SendAsync(
        PushTarget target, string letter, NoticeToHandOver notice, VapidAuthentication signature, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var subscription = new PushSubscription { Endpoint = target.Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, target.P256dh);
        subscription.SetKey(PushEncryptionKeyName.Auth, target.Auth);
        var message = new PushMessage(letter)
        {
            TimeToLive = (int)Math.Max(0, (notice.ExpiresAt - now).TotalSeconds), Topic = Topic(notice.NoticeId), Urgency = notice.IsUrgent ? PushMessageUrgency.High : PushMessageUrgency.Normal,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await _client.RequestPushMessageDeliveryAsync(subscription, message, signature, patience.Token);
            return (NoticeOutcome.Sent, false);
        }
        catch (PushServiceClientException e)
        {
            return Said(e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return (new NoticeOutcome(NoticeFate.Later, e.Message), false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // It may be there.
            return (new NoticeOutcome(NoticeFate.Unknown, e.Message), false);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            // What its browser said is no key.
            return (new NoticeOutcome(NoticeFate.Failed, e.Message), true);
        }
    }

    public void Dispose() => _http.Dispose();

    private static (NoticeOutcome, bool) Said(PushServiceClientException e) => e.StatusCode switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => (NoticeOutcome.Sent, false),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => (new NoticeOutcome(NoticeFate.Failed, $"{(int)e.StatusCode}"), true),
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => (new NoticeOutcome(NoticeFate.Later, $"{(int)e.StatusCode}", e.Headers?.RetryAfter?.Delta), false),
        _ => (new NoticeOutcome(NoticeFate.Failed, $"{(int)e.StatusCode} {e.Body}"), false),
    };

    // A later letter of the same notice takes the place of one that still waits (RFC 8030, 5.4): at most 32 letters.
    private static string Topic(Guid notice) => $"{notice:N}";
}
