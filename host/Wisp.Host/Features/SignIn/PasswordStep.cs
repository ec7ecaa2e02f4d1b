using Microsoft.AspNetCore.Identity;
using Wisp.Host.SignIn;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.SignIn;

public enum SignInAnswer
{
    /// <summary>No reason is given, so that nothing can be learnt about accounts.</summary>
    Refused,
    SecondStep,
    SignedIn,
}

/// <summary>E-mail and password. Known, unknown, disabled and locked accounts take the same time and get the same answer.</summary>
[Feature]
public sealed class PasswordStep(
    UserManager<Operator> users, OperatorSignIn signIn, DecoyPassword decoy, IPasswordHasher<Operator> hasher, SignInThrottle throttle)
{
    public async Task<SignInAnswer> TryAsync(string email, string password)
    {
        if (email.Length is 0 or > 256 || email.Any(char.IsControl) || password.Length is 0 or > 256 || !throttle.Allows(email)) return SignInAnswer.Refused;
        var user = await users.FindByEmailAsync(email.Trim());
        if (user is null or { Disabled: true } || await users.IsLockedOutAsync(user))
        {
            decoy.Verify(hasher, password);
            return SignInAnswer.Refused;
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        return result.RequiresTwoFactor ? SignInAnswer.SecondStep : result.Succeeded ? SignInAnswer.SignedIn : SignInAnswer.Refused;
    }
}
