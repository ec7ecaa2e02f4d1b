using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Screens;

[Feature]
internal sealed class NotesTab : IClientPanelTab
{
    public string Key => "parts.notes";

    public Label Label => PartsModule.Text("Partes");

    public int Order => 200;

    public string? Permission => PartsModule.See;

    public string Url(Guid clientId) => $"/parts/{clientId}/notes";
}

/// <summary>A tab whose page fails.</summary>
[Feature]
internal sealed class FailingTab : IClientPanelTab
{
    public string Key => "parts.failing";

    public Label Label => PartsModule.Text("Rota");

    public int Order => 700;

    public string? Permission => null;

    public string Url(Guid clientId) => $"/parts/{clientId}/failing";
}

/// <summary>A tab that cannot even say where its page is.</summary>
[Feature]
internal sealed class LostTab : IClientPanelTab
{
    public string Key => "parts.lost";

    public Label Label => PartsModule.Text("Perdida");

    public int Order => 150;

    public string? Permission => null;

    public string Url(Guid clientId) => throw new InvalidOperationException("Told to fail.");
}
