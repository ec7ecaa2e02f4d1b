using Microsoft.AspNetCore.Identity;
using Wisp.Host.SignIn;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.SignIn;

/// <summary>The second factor: six digits of the app, or a recovery code. Wrong ones count towards the lock.</summary>
[Feature]
public sealed class CodeStep(UserManager<Operator> users, OperatorSignIn signIn)
{
    public async Task<bool> IsOpenAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    public async Task<bool> TryAsync(string typed)
    {
        var code = new string([.. typed.Where(char.IsAsciiLetterOrDigit)]);
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { Disabled: false } user || await users.IsLockedOutAsync(user)) return false;
        if (code.Length == 6 && code.All(char.IsAsciiDigit))
            return (await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)).Succeeded;

        var recovery = code.Length == 10 ? $"{code[..5]}-{code[5..]}".ToUpperInvariant() : code;
        if ((await signIn.TwoFactorRecoveryCodeSignInAsync(recovery)).Succeeded) return true;
        await users.AccessFailedAsync(user);
        return false;
    }
}
