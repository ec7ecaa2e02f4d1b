using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Devices;
using Wisp.Modules.Portal.Features.Links;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Passwords;

/// <summary>A subscriber's password: chosen by a link, or changed. Only its hash is stored (PWD-05), and other sessions end with the old one.</summary>
[Feature]
internal sealed class Passwords(
    IDatabase<PortalDb> database, SubscriberManager users, IPasswordHasher<Subscriber> hasher, SubscriberSessions sessions, OneTimeLinks links, SignInTries tries, SecondFactor.SecondFactor factor, TimeProvider clock)
{
    /// <summary>Chooses a password with a link, which is used up, and signs in at once (PORTAL-02).</summary>
    /// <returns>What is wrong; empty when the subscriber is signed in; <c>null</c> when the link is good no more.</returns>
    public async Task<IReadOnlyList<Problem>?> ChooseAsync(HttpContext context, string token, string? password, string? again, string? code, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(token, cancellationToken) is not { } client) return null;
        var problems = await CheckAsync(client, password, again);
        if (problems.Count > 0) return problems;
        if (await factor.IsOnAsync(client) && !await factor.CheckAsync(client, code, cancellationToken)) return [new("Code", "link.code-wrong")];
        await using (var transaction = await database.BeginAsync(cancellationToken))
        {
            if (await links.UseAsync(transaction, token, cancellationToken) is null) return null;
            await StoreAsync(transaction, client, password!, mustChange: false, keep: null, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await sessions.BeginAsync(context, client, SessionKind.Link, cancellationToken: cancellationToken);
        return [];
    }

    /// <summary>Changes it, given the one before. A device that was paired without one asks for it all the same.</summary>
    public async Task<IReadOnlyList<Problem>> ChangeAsync(OpenSession session, string? old, string? password, string? again, CancellationToken cancellationToken)
    {
        if (!await tries.TakeAsync($"{session.ClientId}", cancellationToken)) return [new("Old", "password.often", SignInTries.Window.TotalMinutes)];
        var access = await users.FindByIdAsync($"{session.ClientId}");
        if (access?.PasswordHash is not { } hash || hasher.VerifyHashedPassword(access, hash, old ?? "") == PasswordVerificationResult.Failed)
            return [new("Old", "password.old-wrong")];
        if (old == password) return [new("Password", "password.same")];
        var problems = await CheckAsync(session.ClientId, password, again);
        if (problems.Count > 0) return problems;
        await using var transaction = await database.BeginAsync(cancellationToken);
        await StoreAsync(transaction, session.ClientId, password!, mustChange: false, keep: session.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await tries.ForgetAsync($"{session.ClientId}", cancellationToken);
        return [];
    }

    /// <summary>Stores a password's hash and ends the sessions of the one before.</summary>
    public async Task StoreAsync(IWispTransaction transaction, Guid client, string password, bool mustChange, Guid? keep, CancellationToken cancellationToken)
    {
        await transaction.Connection.Sql(
            """
            update portal.access set password_hash = $2, must_change = $3, password_at = $4, security_stamp = host.uuid7()::text, concurrency_stamp = host.uuid7()::text
            where id = $1
            """, client, hasher.HashPassword(new Subscriber(), password), mustChange, clock.GetUtcNow()).RunAsync(cancellationToken);
        await sessions.EndAsync(transaction.Connection, client, one: null, except: keep, cancellationToken);
        // Links that were sent before would undo it.
        await PairingLinks.WithdrawAsync(transaction, client, clock.GetUtcNow(), cancellationToken);
        await transaction.Connection.Sql("update portal.link set used_at = $2 where client_id = $1 and used_at is null", client, clock.GetUtcNow()).RunAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Problem>> CheckAsync(Guid client, string? password, string? again)
    {
        if (password is null or { Length: 0 }) return [new("Password", "password.missing")];
        if (password.Length > SubscriberManager.LongestPassword) return [new("Password", "password.long", SubscriberManager.LongestPassword)];
        List<Problem> problems = [];
        foreach (var validator in users.PasswordValidators)
            foreach (var error in (await validator.ValidateAsync(users, new Subscriber { Id = client }, password)).Errors)
                problems.Add(error.Code switch
                {
                    nameof(IdentityErrorDescriber.PasswordTooShort) => new("Password", "password.short", SubscriberManager.ShortestPassword),
                    nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => new("Password", "password.few-letters", SubscriberManager.FewestLetters),
                    _ => new Problem("Password", "password.personal"),
                });
        if (password != again) problems.Add(new("Again", "password.again"));
        return problems;
    }
}
