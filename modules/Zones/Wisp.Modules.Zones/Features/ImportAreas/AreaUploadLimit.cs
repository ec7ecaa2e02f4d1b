using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>How large a file of areas may be.</summary>
internal sealed class AreaUploadLimit : UploadLimitFilter
{
    public const int Megabytes = 64;

    protected override string TooLargeUrl => "/zones/import?tooLarge=true";

    protected override ValueTask<int> MegabytesAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Megabytes);
}
