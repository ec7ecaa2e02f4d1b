namespace Wisp.Modules.Clients.Features.People;

internal abstract record SavePersonResult
{
    /// <summary>Stored, or equal to what was stored already.</summary>
    internal sealed record Saved(string Name) : SavePersonResult;

    internal sealed record Refused(PeopleProblem Problem) : SavePersonResult;

    /// <summary>Somebody saved between the opening of the form and this save.</summary>
    internal sealed record Overtaken(StoredPerson Stored) : SavePersonResult;

    internal sealed record Gone : SavePersonResult;
}
