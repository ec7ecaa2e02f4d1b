using System.Text;
using Microsoft.AspNetCore.Identity;
using Wisp.Host.SignIn;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Account;

/// <summary>An operator's own name and language.</summary>
[Feature]
public sealed class EditMyself(UserManager<Operator> users, OperatorSignIn signIn)
{
    public async Task<IReadOnlyList<Problem>> RunAsync(Operator user, string? name, string? language)
    {
        var wanted = (name ?? "").Normalize(NormalizationForm.FormC).Trim();
        if (wanted.Length is 0 or > 100) return [new Problem("Name", "operators.name-length", wanted.Length)];
        if (wanted.Any(char.IsControl)) return [new Problem("Name", "form.control")];
        user.Name = wanted;
        user.Language = language is "es" or "en" ? language : null;
        if (!(await users.UpdateAsync(user)).Succeeded) return [new Problem("", "form.conflict")];
        await signIn.RefreshSignInAsync(user);
        return [];
    }
}
