using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Wisp.Modules.Portal.Data;

namespace Wisp.Modules.Portal.Features.SignIn;

/// <summary>Identity with the subscribers' rules for passwords, which are not those of operators: length alone, as people on phones can type it.</summary>
internal sealed class SubscriberManager(
    IUserStore<Subscriber> store, IPasswordHasher<Subscriber> hasher, IEnumerable<IUserValidator<Subscriber>> users, IEnumerable<IPasswordValidator<Subscriber>> passwords,
    ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<Subscriber>> logger)
    : UserManager<Subscriber>(store, Microsoft.Extensions.Options.Options.Create(Rules), hasher, users, passwords, normalizer, errors, services, logger)
{
    public const int ShortestPassword = 10;
    public const int LongestPassword = 128;
    public const int FewestLetters = 4;

    private static readonly IdentityOptions Rules = new()
    {
        Password = { RequiredLength = ShortestPassword, RequiredUniqueChars = FewestLetters, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false },
    };
}
