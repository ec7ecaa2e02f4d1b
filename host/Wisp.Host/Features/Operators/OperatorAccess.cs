using Microsoft.AspNetCore.Identity;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Operators;

/// <summary>Lets an operator in or out: disable, enable, new one-time password, new second factor.</summary>
[Feature]
public sealed class OperatorAccess(OperatorChange change, IPasswordHasher<Operator> hasher, ICurrentOperator current)
{
    public Task<Problem?> DisableAsync(Guid id, CancellationToken cancellationToken) =>
        OfAnotherAsync(
            id,
            (_, target) =>
            {
                target.Disabled = true;
                target.EndSessions();
            },
            cancellationToken);

    public Task<Problem?> EnableAsync(Guid id, CancellationToken cancellationToken) =>
        change.RunAsync(
            id,
            (_, target) =>
            {
                target.Disabled = false;
                Unlock(target);
                return null;
            },
            cancellationToken);

    public async Task<(string Password, Problem? Problem)> NewPasswordAsync(Guid id, CancellationToken cancellationToken)
    {
        var password = OneTimePassword.New();
        var problem = await OfAnotherAsync(
            id,
            (_, target) =>
            {
                target.PasswordHash = hasher.HashPassword(target, password);
                target.MustChangePassword = true;
                Unlock(target);
                target.EndSessions();
            },
            cancellationToken);
        return (password, problem);
    }

    public Task<Problem?> ForgetSecondFactorAsync(Guid id, CancellationToken cancellationToken) =>
        OfAnotherAsync(
            id,
            (db, target) =>
            {
                target.TwoFactorEnabled = false;
                db.UserTokens.RemoveRange(db.UserTokens.Where(token => token.UserId == id));
                target.EndSessions();
            },
            cancellationToken);

    // One's own access is changed on "my account", which asks for the password: a stolen session must not do without.
    private async Task<Problem?> OfAnotherAsync(Guid id, Action<HostDb, Operator> take, CancellationToken cancellationToken) =>
        id == current.Id
            ? new Problem("", "operators.not-oneself")
            : await change.RunAsync(
                id,
                (db, target) =>
                {
                    take(db, target);
                    return null;
                },
                cancellationToken);

    private static void Unlock(Operator target)
    {
        target.LockoutEnd = null;
        target.AccessFailedCount = 0;
    }
}
