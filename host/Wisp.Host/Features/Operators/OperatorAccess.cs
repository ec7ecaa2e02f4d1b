using Microsoft.AspNetCore.Identity;
using Wisp.Host.SignIn;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Operators;

/// <summary>Lets an operator in or out: disable, enable, new one-time password, new second factor.</summary>
[Feature]
public sealed class OperatorAccess(OperatorChange change, OperatorSessions sessions, IPasswordHasher<Operator> hasher, ICurrentOperator current)
{
    public async Task<Problem?> DisableAsync(Guid id, CancellationToken cancellationToken)
    {
        if (id == current.Id) return new Problem("", "operators.not-oneself");
        var problem = await change.RunAsync(
            id,
            (_, target) =>
            {
                target.Disabled = true;
                target.EndSessions();
                return null;
            },
            cancellationToken);
        if (problem is null) await sessions.EndAsync(id);
        return problem;
    }

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
        var problem = await change.RunAsync(
            id,
            (_, target) =>
            {
                target.PasswordHash = hasher.HashPassword(target, password);
                target.MustChangePassword = true;
                Unlock(target);
                target.EndSessions();
                return null;
            },
            cancellationToken);
        if (problem is null) await sessions.EndAsync(id);
        return (password, problem);
    }

    public Task<Problem?> ForgetSecondFactorAsync(Guid id, CancellationToken cancellationToken) =>
        change.RunAsync(
            id,
            (db, target) =>
            {
                target.TwoFactorEnabled = false;
                db.UserTokens.RemoveRange(db.UserTokens.Where(token => token.UserId == id));
                target.EndSessions();
                return null;
            },
            cancellationToken);

    private static void Unlock(Operator target)
    {
        target.LockoutEnd = null;
        target.AccessFailedCount = 0;
    }
}
