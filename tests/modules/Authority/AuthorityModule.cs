using Microsoft.Extensions.DependencyInjection;
using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Fixtures.Authority;

/// <summary>Brings a tax authority that lives in a folder, as a partner's module would bring a country's.</summary>
public sealed class AuthorityModule : WispModule
{
    public override void Configure(ModuleBuilder module) => module.Services.AddScoped<IFiscalAuthority, FileAuthority>();
}

public sealed class AuthorityText;
