namespace Wisp.Modules.Clients.Features.People;

/// <summary>Why a change was not made: the form's field, or none, and the text that says the value and the rule.</summary>
internal sealed record PeopleProblem(string Field, string Key, params object[] Arguments)
{
    /// <summary>Somebody else changed the person since it was shown.</summary>
    public static PeopleProblem Stale { get; } = new("", "stale");
}
