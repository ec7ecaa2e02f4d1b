using Microsoft.AspNetCore.Identity;
using Wisp.Host.SignIn;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Account;

public sealed record NewPassword(string Current, string Wanted, string Again);

/// <summary>An operator's new password. All other sessions end.</summary>
[Feature]
public sealed class ChangePassword(UserManager<Operator> users, OperatorSignIn signIn, ConfirmPassword confirm)
{
    private const int Longest = 128;

    public async Task<IReadOnlyList<Problem>> RunAsync(Operator user, NewPassword form)
    {
        if (await confirm.CheckAsync(user, form.Current, nameof(form.Current)) is { } wrong) return [wrong];
        if (form.Wanted == form.Current) return [new Problem(nameof(form.Wanted), "password.same")];
        if (form.Wanted.Length > Longest) return [new Problem(nameof(form.Wanted), "password.long", Longest)];
        if (form.Wanted != form.Again) return [new Problem(nameof(form.Again), "password.again")];

        user.MustChangePassword = false;
        var result = await users.ChangePasswordAsync(user, form.Current, form.Wanted);
        if (!result.Succeeded) return [.. result.Errors.Select(error => Explain(error.Code)).DistinctBy(problem => problem.Key)];
        await signIn.StayAloneAsync(user);
        return [];
    }

    private Problem Explain(string code) => code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) => new Problem(nameof(NewPassword.Wanted), "password.short", users.Options.Password.RequiredLength),
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => new Problem(nameof(NewPassword.Wanted), "password.few", users.Options.Password.RequiredUniqueChars),
        PasswordRules.Personal => new Problem(nameof(NewPassword.Wanted), "password.personal"),
        _ => new Problem("", "form.conflict"),
    };
}
