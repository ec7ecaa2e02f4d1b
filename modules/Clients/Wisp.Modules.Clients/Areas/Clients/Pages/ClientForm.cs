using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.FormOptions;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>The form as it is drawn, for a new client and for a stored one.</summary>
internal sealed record ClientForm(ClientDraft Draft, ClientFormOptions Options, string CancelUrl)
{
    /// <summary>The version that the form was filled from; 0 for a new client.</summary>
    public uint Version { get; init; }

    public IReadOnlyList<FormProblem> Problems { get; init; } = [];

    /// <summary>What someone else saved meanwhile.</summary>
    public IReadOnlyList<FormDifference> Differences { get; init; } = [];

    public FormProblem? ProblemOf(string field) => Problems.FirstOrDefault(p => p.Field == field);
}

/// <summary>What is wrong with a field, in the reader's words, and the client that holds the value.</summary>
internal sealed record FormProblem(string Field, string Message, ClientName? Holder = null);

/// <summary>What the database holds beside what the form holds.</summary>
internal sealed record FormDifference(string Label, string? Stored, string? Typed);
