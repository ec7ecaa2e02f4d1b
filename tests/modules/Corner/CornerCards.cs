using Wisp.Contracts.Portal;
using Wisp.Sdk;

namespace Wisp.Fixtures.Corner;

[Feature]
internal sealed class CornerCard : IPortalCard
{
    public string Key => "corner.card";

    public Label Label => CornerModule.Text("Rincón");

    public int Order => 300;

    public string? Permission => "corner.nobody-is-asked-for-this";

    public string View => "/Areas/Corner/Pages/_Card.cshtml";

    public Task<object?> ModelAsync(Guid clientId, CancellationToken cancellationToken) => Task.FromResult<object?>($"{clientId}");
}

/// <summary>A card with nothing to show.</summary>
[Feature]
internal sealed class EmptyCard : IPortalCard
{
    public string Key => "corner.empty";

    public Label Label => CornerModule.Text("Vacía");

    public int Order => 50;

    public string? Permission => null;

    public string View => "/Areas/Corner/Pages/_Torn.cshtml";

    public Task<object?> ModelAsync(Guid clientId, CancellationToken cancellationToken) => Task.FromResult<object?>(null);
}

/// <summary>A card that fails before it is drawn.</summary>
[Feature]
internal sealed class FailingCard : IPortalCard
{
    public string Key => "corner.failing";

    public Label Label => CornerModule.Text("Rota");

    public int Order => 100;

    public string? Permission => null;

    public string View => "/Areas/Corner/Pages/_Card.cshtml";

    public Task<object?> ModelAsync(Guid clientId, CancellationToken cancellationToken) => throw new InvalidOperationException("Told to fail.");
}

/// <summary>A card that fails while it is drawn.</summary>
[Feature]
internal sealed class TornCard : IPortalCard
{
    public string Key => "corner.torn";

    public Label Label => CornerModule.Text("Rasgada");

    public int Order => 200;

    public string? Permission => null;

    public string View => "/Areas/Corner/Pages/_Torn.cshtml";

    public Task<object?> ModelAsync(Guid clientId, CancellationToken cancellationToken) => Task.FromResult<object?>("half");
}
