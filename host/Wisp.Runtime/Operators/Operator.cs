using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Wisp.Runtime.Operators;

/// <summary>A person of the ISP who signs in. Disabled, never deleted: the audit and jobs name them.</summary>
public sealed class Operator : IdentityUser<Guid>
{
    public string Name { get; set; } = "";

    /// <summary><c>es</c>, <c>en</c>, or <c>null</c> for the ISP's.</summary>
    public string? Language { get; set; }

    public bool Disabled { get; set; }

    public bool MustChangePassword { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Ends every session within a minute: their cookies carry the stamp before.</summary>
    public void EndSessions() => SecurityStamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}
