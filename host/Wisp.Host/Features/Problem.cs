using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Wisp.Host.Features;

/// <summary>Why something could not be done.</summary>
/// <param name="Field">The form's field, or empty when it concerns none.</param>
/// <param name="Key">Key of the sentence in <see cref="HostText"/>.</param>
/// <param name="Args">What the sentence is filled with.</param>
public sealed record Problem(string Field, string Key, params object[] Args)
{
    public string Text(IStringLocalizer<HostText> text) => text[Key, Args];
}

public static class ProblemExtensions
{
    /// <summary>Puts the problems beside their fields.</summary>
    /// <returns>Whether there was none.</returns>
    public static bool Accepts(this ModelStateDictionary state, IEnumerable<Problem?> problems, IStringLocalizer<HostText> text, string prefix = "")
    {
        foreach (var problem in problems.OfType<Problem>())
            state.AddModelError(problem.Field.Length == 0 ? "" : prefix + problem.Field, problem.Text(text));
        return state.IsValid;
    }
}
