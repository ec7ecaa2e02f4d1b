using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Screens;

[Feature]
internal sealed class NotesCard : IClientViewCard
{
    public string Key => "parts.notes";

    public Label Label => PartsModule.Text("Partes");

    public int Order => 200;

    public string? Permission => PartsModule.See;

    public bool IsWide => true;

    public string Url(Guid clientId) => $"/parts/{clientId}/notes";
}

/// <summary>A card whose page fails.</summary>
[Feature]
internal sealed class FailingCard : IClientViewCard
{
    public string Key => "parts.failing";

    public Label Label => PartsModule.Text("Rota");

    public int Order => 100;

    public string? Permission => null;

    public bool IsWide => false;

    public string Url(Guid clientId) => $"/parts/{clientId}/failing";
}

/// <summary>A card that cannot say where its page is.</summary>
[Feature]
internal sealed class LostCard : IClientViewCard
{
    public string Key => "parts.lost";

    public Label Label => PartsModule.Text("Perdida");

    public int Order => 50;

    public string? Permission => null;

    public bool IsWide => false;

    public string Url(Guid clientId) => throw new InvalidOperationException("Told to fail.");
}
