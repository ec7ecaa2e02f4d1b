namespace Wisp.Fixtures.Work.Jobs;

/// <summary>What a scripted job is to do.</summary>
/// <param name="Steps">Steps in all.</param>
/// <param name="Milliseconds">How long each takes.</param>
/// <param name="FailAt">The step that throws, or 0.</param>
/// <param name="FailTimes">How often it throws before it works.</param>
/// <param name="Refuse">The sentence that the last step refuses with, or <c>null</c>.</param>
/// <param name="Errors">Whether each step adds a row to the error list.</param>
/// <param name="File">Whether the last step makes a result file.</param>
internal sealed record Script(int Steps, int Milliseconds, int FailAt, int FailTimes, string? Refuse, bool Errors, bool File);

internal sealed record Place(int Done);
