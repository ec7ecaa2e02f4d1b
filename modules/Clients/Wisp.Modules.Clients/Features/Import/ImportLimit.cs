using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>How large a file may be; the setting <c>clients.import.megabytes</c>.</summary>
[Feature]
internal sealed class ImportLimit(ISettings settings)
{
    private const int Usual = 512;

    public async ValueTask<int> MegabytesAsync(CancellationToken cancellationToken) =>
        await settings.GetAsync<int?>("clients.import.megabytes", cancellationToken) ?? Usual;
}
