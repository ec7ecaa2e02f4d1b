using Microsoft.AspNetCore.Identity;

namespace Wisp.Runtime.Operators;

/// <summary>A set of permissions. Built-in roles keep their name, which is a resource key; their permissions may be changed.</summary>
public sealed class Role : IdentityRole<Guid>
{
    public string Description { get; set; } = "";

    public bool BuiltIn { get; set; }
}
