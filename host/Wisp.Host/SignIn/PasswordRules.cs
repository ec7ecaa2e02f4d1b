using Microsoft.AspNetCore.Identity;
using Wisp.Runtime.Operators;

namespace Wisp.Host.SignIn;

/// <summary>Refuses what is guessed first: the operator's own address and name. Length and variety are Identity's options.</summary>
internal sealed class PasswordRules : IPasswordValidator<Operator>
{
    public const string Personal = "PasswordIsPersonal";

    public Task<IdentityResult> ValidateAsync(UserManager<Operator> manager, Operator user, string? password)
    {
        var account = user.Email?.Split('@')[0];
        var personal = new[] { account, user.Name }.Any(word =>
            word is { Length: >= 4 } && password?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
        return Task.FromResult(personal ? IdentityResult.Failed(new IdentityError { Code = Personal }) : IdentityResult.Success);
    }
}
