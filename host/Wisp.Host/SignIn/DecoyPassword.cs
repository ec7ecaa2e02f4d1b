using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.SignIn;

/// <summary>A password that nobody has, to be tried where there is no account: it takes as long as a real one.</summary>
public sealed class DecoyPassword(IOptions<PasswordHasherOptions> options)
{
    private readonly Lazy<string> _hash = new(() => new PasswordHasher<Operator>(options).HashPassword(new Operator(), OneTimePassword.New()));

    public void Verify(IPasswordHasher<Operator> hasher, string password) => hasher.VerifyHashedPassword(new Operator(), _hash.Value, password);
}
