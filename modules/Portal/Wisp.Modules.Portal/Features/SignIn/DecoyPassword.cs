using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Wisp.Modules.Portal.Domain;

namespace Wisp.Modules.Portal.Features.SignIn;

/// <summary>The hash of a password that nobody has, tried where there is no access: it takes as long as a real one.</summary>
internal sealed class DecoyPassword(IServiceProvider services)
{
    private string? _hash;

    public Subscriber Owner { get; } = new();

    public string Hash => _hash ??= ((IPasswordHasher<Subscriber>)services.GetService(typeof(IPasswordHasher<Subscriber>))!).HashPassword(Owner, RandomNumberGenerator.GetHexString(32));
}
