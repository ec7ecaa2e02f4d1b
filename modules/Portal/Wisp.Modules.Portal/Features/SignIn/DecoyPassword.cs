using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Wisp.Modules.Portal.Data;

namespace Wisp.Modules.Portal.Features.SignIn;

/// <summary>The hash of a password that nobody has, tried where there is no access: it takes as long as a real one.</summary>
internal sealed class DecoyPassword(IOptions<PasswordHasherOptions> options)
{
    private readonly Lazy<string> _hash = new(() => new PasswordHasher<Subscriber>(options).HashPassword(new Subscriber(), RandomNumberGenerator.GetHexString(32)));

    public Subscriber Owner { get; } = new();

    public string Hash => _hash.Value;
}
