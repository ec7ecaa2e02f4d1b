namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>A text box of the form.</summary>
internal sealed record FieldView(ClientForm Form, string Field, string? Value)
{
    public string Type { get; init; } = "text";
    public string? Hint { get; init; }
    public string? Class { get; init; }
    public bool Optional { get; init; }
    public string? InputMode { get; init; }
    public bool Tall { get; init; }

    /// <summary>Whether it is shown but may not be changed.</summary>
    public bool Fixed { get; init; }

    public FormProblem? Problem => Form.ProblemOf(Field);

    public string? DescribedBy =>
        string.Join(' ', new[] { Problem is null ? null : $"{Field}-error", Hint is null ? null : $"{Field}-hint" }.OfType<string>()) is { Length: > 0 } ids ? ids : null;
}

/// <summary>A list of the form to choose one from.</summary>
internal sealed record ChoiceView(ClientForm Form, string Field, Guid? Value, IReadOnlyList<ChoiceOption> Options)
{
    public string? EmptyHint { get; init; }

    /// <summary>Whether it follows from the point unless it is chosen.</summary>
    public bool ByPoint { get; init; }

    public FormProblem? Problem => Form.ProblemOf(Field);
}

internal sealed record ChoiceOption(Guid Id, string Name, string? Group = null);
