using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Bounces;
using Wisp.Modules.Clients.Features.FormOptions;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>The form as it is drawn, for a new client and for a stored one.</summary>
internal sealed record ClientForm(ClientDraft Draft, ClientFormOptions Options, string CancelUrl)
{
    /// <summary>The version that the form was filled from; 0 for a new client.</summary>
    public uint Version { get; init; }

    public IReadOnlyList<FormProblem> Problems { get; init; } = [];

    /// <summary>What looks odd; saving again accepts it.</summary>
    public IReadOnlyList<FormDoubt> Doubts { get; init; } = [];

    /// <summary>Keys of what the operator has seen before; it is not asked again.</summary>
    public IReadOnlyCollection<string> Accepted { get; init; } = [];

    /// <summary>What someone else saved meanwhile.</summary>
    public IReadOnlyList<FormDifference> Differences { get; init; } = [];

    /// <summary>Tabs of other modules.</summary>
    public IReadOnlyList<FormTab> Tabs { get; init; } = [];

    /// <summary>Papers on which the name stands; then a new one wants a reason.</summary>
    public IReadOnlyList<string> Papers { get; init; } = [];

    /// <summary>Whether the name may be changed at all.</summary>
    public bool IsNameFixed { get; init; }

    /// <summary>The last time that mail to the main address came back.</summary>
    public EmailBounce? Bounce { get; init; }

    public string? RenameReason { get; init; }

    public bool IsOpenOnTab => Problems.Count > 0 && Problems.All(problem => problem.Tab is not null);

    public FormProblem? ProblemOf(string field) => Problems.FirstOrDefault(p => p.Tab is null && p.Field == field);
}

/// <summary>What is wrong with a field, in the reader's words, and the client that holds the value.</summary>
internal sealed record FormProblem(string Field, string Message, ClientName? Holder = null)
{
    /// <summary>The tab of another module that it stands in.</summary>
    public string? Tab { get; init; }

    /// <summary>What the field is called, when it is another module's.</summary>
    public string? Label { get; init; }

    public string ElementId => Tab is null ? Field : Field.Length == 0 ? $"tab-{Tab}" : $"{Tab}.{Field}";
}

/// <summary>What looks odd, in the reader's words.</summary>
/// <param name="Key">What saving again accepts.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Other">The client who may be the same person.</param>
/// <param name="CanSwap">Whether latitude and longitude seem to stand in each other's place.</param>
internal sealed record FormDoubt(string Key, string Message, ClientName? Other, bool CanSwap);

/// <summary>What the database holds beside what the form holds.</summary>
internal sealed record FormDifference(string Label, string? Stored, string? Typed);

/// <summary>A tab of another module, ready to be drawn; no model when the module failed.</summary>
internal sealed record FormTab(IClientFormTab Tab, string Text, object? Model);
