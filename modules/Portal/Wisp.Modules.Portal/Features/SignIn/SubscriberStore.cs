using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Wisp.Modules.Portal.Data;

namespace Wisp.Modules.Portal.Features.SignIn;

/// <summary>Identity's store over <c>portal.access</c>. Keys of authenticator apps and recovery codes are kept encrypted.</summary>
internal sealed class SubscriberStore(PortalDb db, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Subscriber, PortalDb, Guid>(db, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Wisp.Portal.AccessTokens");

    public override Task SetTokenAsync(Subscriber user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Subscriber user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? _protector.Unprotect(value) : null;
}
