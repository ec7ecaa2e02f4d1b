using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.FormTabs;

namespace Wisp.Modules.Clients.Features.SaveClient;

internal abstract record SaveResult
{
    /// <summary>Stored, or equal to what was stored already.</summary>
    internal sealed record Saved(Guid Id, bool Changed) : SaveResult;

    /// <summary>Values that rules refuse, values that other clients hold, and what other modules' tabs refuse.</summary>
    internal sealed record Refused(IReadOnlyList<FieldError> Errors, IReadOnlyList<Taken> Taken) : SaveResult
    {
        public IReadOnlyList<TabProblem> Tabs { get; init; } = [];
    }

    /// <summary>Nothing is wrong, but something looks odd: saved once the operator has seen it.</summary>
    internal sealed record Doubtful(IReadOnlyList<Doubt> Doubts) : SaveResult;

    /// <summary>Someone saved between opening the form and this save (FORM-25).</summary>
    internal sealed record Overtaken(uint Version, IReadOnlyList<Difference> Differences) : SaveResult;

    /// <summary>There is no such client, or it is not the operator's, or it is deactivated.</summary>
    internal sealed record Gone(bool Deactivated) : SaveResult;
}

/// <summary>A value that must be one client's alone, and who holds it.</summary>
internal sealed record Taken(string Field, string? Value, ClientName? Holder);

/// <summary>A field that holds one thing in the database and another in the form.</summary>
internal sealed record Difference(string Field, object? Stored, object? Typed);

/// <summary>Something odd that may be right all the same.</summary>
/// <param name="Key">What the operator accepts when he saves again.</param>
/// <param name="What">The field and the sentence.</param>
/// <param name="Other">The client who may be the same person, or <c>null</c>.</param>
internal sealed record Doubt(string Key, FieldError What, ClientName? Other = null);
