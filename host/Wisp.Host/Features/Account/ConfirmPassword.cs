using Microsoft.AspNetCore.Identity;
using Wisp.Host.SignIn;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Account;

/// <summary>Asks for the password again before what a stolen session must not do. Wrong ones count towards the lock.</summary>
[Feature]
public sealed class ConfirmPassword(OperatorSignIn signIn)
{
    public async Task<Problem?> CheckAsync(Operator user, string password, string field)
    {
        SignInResult result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        return result.Succeeded ? null : new Problem(field, result.IsLockedOut ? "password.locked" : "password.wrong");
    }
}
