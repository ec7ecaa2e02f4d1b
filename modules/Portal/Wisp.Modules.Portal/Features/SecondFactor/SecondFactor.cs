using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.SecondFactor;

/// <summary>A subscriber's authenticator app: a key is made, shown, proved with a code, and only then asked for. Each code is good once.</summary>
[Feature]
internal sealed class SecondFactor(
    PortalDb db, IDatabase<PortalDb> database, SubscriberManager users, IPasswordHasher<Subscriber> hasher, SubscriberSessions sessions, SignInTries tries, TimeProvider clock)
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
        return await FindAsync(clientId) is not { TwoFactorEnabled: false } access || (await users.ResetAuthenticatorKeyAsync(access)).Succeeded ? null : new("", "factor.at-once");
    }

    /// <summary>Turns it on when the code is right, which ends the other sessions: all of it or nothing.</summary>
    /// <returns>Recovery codes, which are shown once, or <c>null</c>.</returns>
    public async Task<IReadOnlyList<string>?> ProveAsync(OpenSession session, string? typed, CancellationToken cancellationToken)
    {
        if (await FindAsync(session.ClientId) is not { TwoFactorEnabled: false } access || !await tries.TakeAsync(Tried(access), cancellationToken)) return null;
        if (await StepAsync(access, Plain(typed)) is not { } step) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        if (!await UseAsync(connection, access.Id, step, cancellationToken)) return null;
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(access, RecoveryCodes);
        if (codes is null || !(await users.SetTwoFactorEnabledAsync(access, true)).Succeeded)
        {
            // What is rolled back is not to be read from memory.
            db.ChangeTracker.Clear();
            return null;
        }

        await sessions.EndAsync(connection, session.ClientId, one: null, except: session.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await tries.ForgetAsync(Tried(access), cancellationToken);
        return [.. codes];
    }

    /// <summary>Turns it off, given the password.</summary>
    public async Task<Problem?> EndAsync(Guid clientId, string? password, CancellationToken cancellationToken)
    {
        if (await ConfirmAsync(clientId, password, cancellationToken) is { } problem) return problem;
        return await ForgetAsync(clientId, cancellationToken) ? null : new("", "factor.at-once");
    }

    /// <summary>Turns it off and forgets its key: all of it or nothing.</summary>
    /// <returns><c>false</c> when the access was changed at the same time, and nothing was.</returns>
    public async Task<bool> ForgetAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (await FindAsync(clientId) is not { } access) return true;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var done = (await users.SetTwoFactorEnabledAsync(access, false)).Succeeded
            && (await users.RemoveAuthenticationTokenAsync(access, Provider, "AuthenticatorKey")).Succeeded
            && (await users.RemoveAuthenticationTokenAsync(access, Provider, "RecoveryCodes")).Succeeded;
        if (done) await transaction.CommitAsync(cancellationToken);
        else db.ChangeTracker.Clear();
        return done;
    }

    /// <summary>Whether a code of the app, or one of the recovery codes, is right; it is used up, and tries are counted.</summary>
    public async Task<bool> CheckAsync(Guid clientId, string? typed, CancellationToken cancellationToken)
    {
        if (await FindAsync(clientId) is not { TwoFactorEnabled: true } access) return false;
        return await TakeAsync(access, typed, cancellationToken);
    }

    private async Task<bool> TakeAsync(Subscriber access, string? typed, CancellationToken cancellationToken)
    {
        if (!await tries.TakeAsync(Tried(access), cancellationToken)) return false;
        var code = Plain(typed);
        var right = await StepAsync(access, code) is { } step ? await UseAsync(access.Id, step, cancellationToken)
            : code.Length > 6 && (await users.RedeemTwoFactorRecoveryCodeAsync(access, code.ToUpperInvariant())).Succeeded;
        if (right) await tries.ForgetAsync(Tried(access), cancellationToken);
        return right;
    }

    private async Task<bool> UseAsync(Guid id, long step, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var used = await UseAsync(transaction.Connection, id, step, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return used;
    }

    private static async Task<bool> UseAsync(NpgsqlConnection connection, Guid id, long step, CancellationToken cancellationToken) => await connection.Sql(
        "update portal.access set second_factor_step = $2 where id = $1 and coalesce(second_factor_step, 0) < $2", id, step).RunAsync(cancellationToken) == 1;

    private async Task<long?> StepAsync(Subscriber access, string code) =>
        await users.GetAuthenticatorKeyAsync(access) is { } key ? AuthenticatorCode.StepOf(key, code, clock.GetUtcNow()) : null;

    private static string Tried(Subscriber access) => $"code {access.Id}";

    private static string Plain(string? typed) => new([.. (typed ?? "").Where(letter => !char.IsWhiteSpace(letter))]);

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
