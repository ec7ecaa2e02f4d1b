using Microsoft.AspNetCore.Identity;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Passwords;

/// <summary>Refuses what is guessed first: the subscriber's own name and address.</summary>
[Feature]
internal sealed class PersonalPassword(IClientContact contacts) : IPasswordValidator<Subscriber>
{
    public const string Code = "PasswordIsPersonal";
    private const int ShortestWord = 4;

    public async Task<IdentityResult> ValidateAsync(UserManager<Subscriber> manager, Subscriber user, string? password)
    {
        if (await contacts.FindAsync(user.Id) is not { } contact) return IdentityResult.Success;
        string[] words = [.. contact.Name.Split(' '), contact.Email?.Split('@')[0] ?? ""];
        // A name inside a sentence is no harm: what is left without it must be long enough by itself.
        var rest = words.Where(word => word.Length >= ShortestWord).Aggregate(password ?? "", (left, word) => left.Replace(word, "", StringComparison.OrdinalIgnoreCase));
        return rest != password && rest.Length < SubscriberManager.ShortestPassword - ShortestWord ? IdentityResult.Failed(new IdentityError { Code = Code }) : IdentityResult.Success;
    }
}
