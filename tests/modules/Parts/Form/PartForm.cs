using Wisp.Contracts.Clients;

namespace Wisp.Fixtures.Parts.Form;

/// <summary>What the tab draws.</summary>
public sealed record PartForm(string? Kind, string? Amount, int Version, string Country, IReadOnlyList<ClientFormProblem> Problems)
{
    /// <summary>Whether the view is to fail.</summary>
    public bool Fails { get; init; }
}
