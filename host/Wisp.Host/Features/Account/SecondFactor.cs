using Microsoft.AspNetCore.Identity;
using QRCoder;
using Wisp.Host.SignIn;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Account;

/// <summary>An operator's authenticator app: a key is made, shown, proved with a code, and only then asked for.</summary>
[Feature]
public sealed class SecondFactor(UserManager<Operator> users, OperatorSignIn signIn)
{
    private const int RecoveryCodes = 10;

    public async Task<string?> KeyAsync(Operator user) =>
        user.TwoFactorEnabled ? null : await users.GetAuthenticatorKeyAsync(user);

    public async Task BeginAsync(Operator user)
    {
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.StayAloneAsync(user);
    }

    /// <summary>Turns it on when the code is right.</summary>
    /// <returns>The recovery codes, or <c>null</c>.</returns>
    public async Task<IReadOnlyList<string>?> ProveAsync(Operator user, string typed)
    {
        var code = new string([.. typed.Where(char.IsAsciiDigit)]);
        if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code)) return null;
        await users.SetTwoFactorEnabledAsync(user, true);
        return await NewCodesAsync(user);
    }

    public async Task<IReadOnlyList<string>> NewCodesAsync(Operator user)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await signIn.StayAloneAsync(user);
        return [.. codes!];
    }

    public async Task EndAsync(Operator user)
    {
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.RemoveAuthenticationTokenAsync(user, "[AspNetUserStore]", "AuthenticatorKey");
        await users.RemoveAuthenticationTokenAsync(user, "[AspNetUserStore]", "RecoveryCodes");
        await signIn.StayAloneAsync(user);
    }

    /// <summary>The key as an image for the app's camera.</summary>
    public static string Picture(string issuer, string email, string key)
    {
        using var data = QRCodeGenerator.GenerateQrCode(AuthenticatorCode.Link(issuer, email, key), QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4);
    }
}
