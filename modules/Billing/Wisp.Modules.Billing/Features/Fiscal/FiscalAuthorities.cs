using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Fiscal;

/// <summary>The authorities that modules bring.</summary>
[Feature]
internal sealed class FiscalAuthorities(IEnumerable<IFiscalAuthority> authorities)
{
    public IReadOnlyList<IFiscalAuthority> All { get; } = [.. authorities.OrderBy(authority => authority.Code, StringComparer.Ordinal)];

    public IFiscalAuthority? Find(string? code) => All.FirstOrDefault(authority => authority.Code == code);
}
