using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.SaveClient;

internal abstract record SaveResult
{
    /// <summary>Stored, or equal to what was stored already.</summary>
    internal sealed record Saved(Guid Id, bool Changed) : SaveResult;

    /// <summary>Values that rules refuse, and values that other clients hold.</summary>
    internal sealed record Refused(IReadOnlyList<FieldError> Errors, IReadOnlyList<Taken> Taken) : SaveResult;

    /// <summary>Someone saved between opening the form and this save (FORM-25).</summary>
    internal sealed record Overtaken(uint Version, IReadOnlyList<Difference> Differences) : SaveResult;

    /// <summary>There is no such client, or it is not the operator's, or it is deactivated.</summary>
    internal sealed record Gone(bool Deactivated) : SaveResult;
}

/// <summary>A value that must be one client's alone, and who holds it.</summary>
internal sealed record Taken(string Field, string? Value, ClientName? Holder);

/// <summary>A field that holds one thing in the database and another in the form.</summary>
internal sealed record Difference(string Field, object? Stored, object? Typed);
