using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Wisp.Host.Access;
using Wisp.Runtime.Operators;

namespace Wisp.Host.SignIn;

/// <summary>Sign-in of operators: disabled ones stay out, and each sign-in is a session that can be ended.</summary>
public sealed class OperatorSignIn(
    UserManager<Operator> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Operator> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Operator>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Operator> confirmation,
    OperatorSessions sessions)
    : SignInManager<Operator>(users, http, principals, options, logger, schemes, confirmation)
{
    /// <summary>The session of the present request, or <c>null</c>.</summary>
    public Guid? Session => Guid.TryParse(Context.User.FindFirstValue(OperatorClaims.Session), out var id) ? id : null;

    public override async Task<bool> CanSignInAsync(Operator user) => !user.Disabled && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(
        Operator user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        // A refreshed sign-in keeps its session; anyone else's is left behind, and an ended one stays ended.
        var same = UserManager.GetUserId(Context.User) == user.Id.ToString();
        var session = same && Session is { } open && await sessions.SeenAsync(open, user.Id) ? open : await sessions.BeginAsync(user.Id, Context);
        await base.SignInWithClaimsAsync(
            user, authenticationProperties, [.. additionalClaims, new Claim(OperatorClaims.Session, session.ToString())]);
    }

    /// <summary>Writes the cookie anew; of a session that was ended it is taken away instead, or it would outlive its end.</summary>
    public override async Task RefreshSignInAsync(Operator user)
    {
        if (Session is { } session && await sessions.SeenAsync(session, user.Id)) await base.RefreshSignInAsync(user);
        else await SignOutAsync();
    }

    /// <summary>Ends the operator's other sessions and keeps the present one.</summary>
    public async Task StayAloneAsync(Operator user)
    {
        await sessions.EndAsync(user.Id, except: Session);
        await RefreshSignInAsync(user);
    }

    public override async Task SignOutAsync()
    {
        if (Session is { } session && Guid.TryParse(UserManager.GetUserId(Context.User), out var operatorId))
            await sessions.EndAsync(operatorId, session);
        await base.SignOutAsync();
    }
}
