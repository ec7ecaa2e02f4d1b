using Microsoft.AspNetCore.Identity;

namespace Wisp.Modules.Portal.Data;

/// <summary>A client's access to the portal; its id is the client's.</summary>
internal sealed class Subscriber : IdentityUser<Guid>
{
    /// <summary>An operator may close a client's access.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The password was made for the client and must be changed.</summary>
    public bool MustChange { get; set; }

    public DateTimeOffset? PasswordAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    public DateTimeOffset MadeAt { get; set; }
}
