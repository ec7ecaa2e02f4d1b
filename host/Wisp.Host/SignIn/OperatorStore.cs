using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Wisp.Runtime.Operators;

namespace Wisp.Host.SignIn;

/// <summary>Keeps authenticator keys and recovery codes encrypted, so that a copy of the database opens no second factor.</summary>
internal sealed class OperatorStore(HostDb db, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null)
    : UserStore<Operator, Role, HostDb, Guid>(db, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Wisp.OperatorTokens");

    public override Task SetTokenAsync(Operator user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Operator user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? _protector.Unprotect(value) : null;
}
