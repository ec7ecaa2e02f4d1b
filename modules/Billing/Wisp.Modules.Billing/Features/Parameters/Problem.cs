namespace Wisp.Modules.Billing.Features.Parameters;

/// <summary>Why something was not saved: the form's field, and the text that says the value and the rule.</summary>
internal sealed record Problem(string Field, string Key, params object[] Arguments)
{
    /// <summary>Somebody else changed it since it was shown, or it is gone.</summary>
    public static Problem Stale { get; } = new("", "stale");
}
