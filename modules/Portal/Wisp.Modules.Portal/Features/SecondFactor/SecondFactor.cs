using Microsoft.AspNetCore.Identity;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.SecondFactor;

/// <summary>A subscriber's authenticator app: a key is made, shown, proved with a code, and only then asked for. Each code is good once.</summary>
[Feature]
internal sealed class SecondFactor(
    IDatabase<PortalDb> database, SubscriberManager users, IPasswordHasher<Subscriber> hasher, SubscriberSessions sessions, SignInTries tries, TimeProvider clock)
{
    private const int RecoveryCodes = 10;
    private const string Provider = "[AspNetUserStore]";

    public async Task<bool> IsOnAsync(Guid clientId) => await FindAsync(clientId) is { TwoFactorEnabled: true };

    /// <returns>The key that waits to be proved, or <c>null</c>.</returns>
    public async Task<string?> KeyAsync(Guid clientId) => await FindAsync(clientId) is { TwoFactorEnabled: false } access ? await users.GetAuthenticatorKeyAsync(access) : null;

    /// <summary>Makes a key, given the password.</summary>
    public async Task<Problem?> BeginAsync(Guid clientId, string? password, CancellationToken cancellationToken)
    {
        if (await ConfirmAsync(clientId, password, cancellationToken) is { } problem) return problem;
        if (await FindAsync(clientId) is { TwoFactorEnabled: false } access) await users.ResetAuthenticatorKeyAsync(access);
        return null;
    }

    /// <summary>Turns it on when the code is right, which ends the other sessions.</summary>
    /// <returns>Recovery codes, which are shown once, or <c>null</c>.</returns>
    public async Task<IReadOnlyList<string>?> ProveAsync(OpenSession session, string? typed, CancellationToken cancellationToken)
    {
        if (await FindAsync(session.ClientId) is not { TwoFactorEnabled: false } access || !await TakeAsync(access, typed, cancellationToken)) return null;
        // Codes first: it is never on without them.
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(access, RecoveryCodes);
        if (codes is null || !(await users.SetTwoFactorEnabledAsync(access, true)).Succeeded) return null;
        await sessions.EndAsync(session.ClientId, except: session.Id, cancellationToken: cancellationToken);
        return [.. codes];
    }

    /// <summary>Turns it off, given the password.</summary>
    public async Task<Problem?> EndAsync(Guid clientId, string? password, CancellationToken cancellationToken)
    {
        if (await ConfirmAsync(clientId, password, cancellationToken) is { } problem) return problem;
        await ForgetAsync(clientId);
        return null;
    }

    /// <summary>Turns it off and forgets its key.</summary>
    public async Task ForgetAsync(Guid clientId)
    {
        if (await FindAsync(clientId) is not { } access) return;
        await users.SetTwoFactorEnabledAsync(access, false);
        await users.RemoveAuthenticationTokenAsync(access, Provider, "AuthenticatorKey");
        await users.RemoveAuthenticationTokenAsync(access, Provider, "RecoveryCodes");
    }

    /// <summary>Whether a code of the app, or one of the recovery codes, is right; it is used up, and tries are counted.</summary>
    public async Task<bool> CheckAsync(Guid clientId, string? typed, CancellationToken cancellationToken)
    {
        if (await FindAsync(clientId) is not { TwoFactorEnabled: true } access) return false;
        return await TakeAsync(access, typed, cancellationToken);
    }

    private async Task<bool> TakeAsync(Subscriber access, string? typed, CancellationToken cancellationToken)
    {
        var tried = $"code {access.Id}";
        if (!await tries.TakeAsync(tried, cancellationToken)) return false;
        var code = new string([.. (typed ?? "").Where(letter => !char.IsWhiteSpace(letter))]);
        var step = await users.GetAuthenticatorKeyAsync(access) is { } key ? AuthenticatorCode.StepOf(key, code, clock.GetUtcNow()) : null;
        var right = step is { } one ? await UseAsync(access.Id, one, cancellationToken)
            : access.TwoFactorEnabled && code.Length > 6 && (await users.RedeemTwoFactorRecoveryCodeAsync(access, code.ToUpperInvariant())).Succeeded;
        if (right) await tries.ForgetAsync(tried, cancellationToken);
        return right;
    }

    private async Task<bool> UseAsync(Guid id, long step, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var used = await transaction.Connection.Sql(
            "update portal.access set second_factor_step = $2 where id = $1 and coalesce(second_factor_step, 0) < $2", id, step).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return used == 1;
    }

    private async Task<Problem?> ConfirmAsync(Guid clientId, string? password, CancellationToken cancellationToken)
    {
        if (!await tries.TakeAsync($"{clientId}", cancellationToken)) return new("Password", "factor.often", SignInTries.Window.TotalMinutes);
        if (await FindAsync(clientId) is not { PasswordHash: { } hash } access || hasher.VerifyHashedPassword(access, hash, password ?? "") == PasswordVerificationResult.Failed)
            return new("Password", "factor.password-wrong");
        await tries.ForgetAsync($"{clientId}", cancellationToken);
        return null;
    }

    private Task<Subscriber?> FindAsync(Guid clientId) => users.FindByIdAsync($"{clientId}");
}
