using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.SignIn;

/// <summary>The subscriber of the present request. An operator's sign-in is none.</summary>
[Feature]
internal sealed class CurrentSubscriber(IHttpContextAccessor http) : ICurrentSubscriber
{
    public Guid? ClientId => Session?.ClientId;

    public bool IsReadOnly => Session?.Kind == SessionKind.Operator;

    /// <summary>The session, once the portal's cookie was asked for and found good.</summary>
    public OpenSession? Session =>
        http.HttpContext is { } context && context.User.Identities.Any(identity => identity.AuthenticationType == SubscriberIdentity.Scheme)
            ? context.Features.Get<OpenSession>() : null;

    /// <exception cref="InvalidOperationException">The page does not ask for a subscriber.</exception>
    public Guid RequiredId => ClientId ?? throw new InvalidOperationException("The page states no [Subscriber].");

    public static ClaimsPrincipal Principal(Guid clientId, Guid session) => new(new ClaimsIdentity(
        [new Claim(SubscriberSessions.ClientClaim, $"{clientId}"), new Claim(SubscriberSessions.SessionClaim, $"{session}")], SubscriberIdentity.Scheme));
}
