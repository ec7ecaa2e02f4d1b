using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>Lets a file through that is as large as the setting says.</summary>
internal sealed class ImportLimitFilter(ImportLimit limit) : UploadLimitFilter
{
    protected override string TooLargeUrl => "/clients/import?tooLarge=true";

    protected override ValueTask<int> MegabytesAsync(CancellationToken cancellationToken) => limit.MegabytesAsync(cancellationToken);
}
