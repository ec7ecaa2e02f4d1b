using System.Globalization;

namespace Wisp.ModuleHost;

/// <summary>Why a module does not run.</summary>
/// <param name="Code">Stable code, one of <see cref="ProblemTexts.English"/>.</param>
/// <param name="Sentence">The reason in English.</param>
/// <param name="Args">What the sentence of that code is filled with, by position, for a sentence in another language.</param>
public sealed record ModuleProblem(string Code, string Sentence, IReadOnlyList<string> Args)
{
    internal static ModuleProblem Of(ProblemText text, params string[] args) =>
        new(text.Code, string.Format(CultureInfo.InvariantCulture, text.English, args), args);
}
