using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

/// <summary>How large a file may be; the setting <c>billing.statements.megabytes</c>.</summary>
[Feature]
internal sealed class StatementLimit(ISettings settings)
{
    private const int Usual = 32;

    public async ValueTask<int> MegabytesAsync(CancellationToken cancellationToken) =>
        await settings.GetAsync<int?>("billing.statements.megabytes", cancellationToken) ?? Usual;
}

/// <summary>Lets a file through that is as large as the setting says.</summary>
internal sealed class StatementLimitFilter(StatementLimit limit) : UploadLimitFilter
{
    protected override string TooLargeUrl => "/billing/statements?tooLarge=true";

    protected override ValueTask<int> MegabytesAsync(CancellationToken cancellationToken) => limit.MegabytesAsync(cancellationToken);
}
