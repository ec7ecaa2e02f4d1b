using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts;

/// <summary>How large a file may be; the setting <c>network.import.megabytes</c>.</summary>
[Feature]
internal sealed class ImportLimit(ISettings settings)
{
    private const int Usual = 64;

    public async ValueTask<int> MegabytesAsync(CancellationToken cancellationToken) =>
        await settings.GetAsync<int?>("network.import.megabytes", cancellationToken) ?? Usual;
}

/// <summary>Lets a file through that is as large as the setting says.</summary>
internal sealed class ImportLimitFilter(ImportLimit limit) : UploadLimitFilter
{
    protected override string TooLargeUrl => "/contracts/import?tooLarge=true";

    protected override ValueTask<int> MegabytesAsync(CancellationToken cancellationToken) => limit.MegabytesAsync(cancellationToken);
}
