namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>A field of a form as it is drawn: its name is that of the input's property, its label the text <c>field.</c> and the name.</summary>
internal record Box(string Name, string? Value)
{
    public string Type { get; init; } = "text";

    public string? InputMode { get; init; }

    public bool IsOptional { get; init; }

    public bool IsWide { get; init; }

    public bool IsTall { get; init; }

    /// <summary>Shown and sent, but not to be changed.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Text below, or <c>null</c>.</summary>
    public string? Hint { get; init; }

    /// <summary>The label where it is not that of the name.</summary>
    public string? Label { get; init; }

    public string Id => $"Input_{Name.Replace('.', '_')}";

    /// <summary>Key of the label.</summary>
    public string LabelKey => $"field.{Name.Split('.')[^1]}";

    public string? DescribedBy(string? error) =>
        (error, Hint) switch { (null, null) => null, (null, _) => $"{Id}-hint", (_, null) => $"{Id}-error", _ => $"{Id}-hint {Id}-error" };
}

/// <summary>Something to choose, under a heading where it has one.</summary>
internal sealed record BoxOption(string Value, string Text, string? Group = null);

/// <summary>A field with something to choose; without <see cref="None"/> something must be chosen.</summary>
internal sealed record ChoiceBox(string Name, string? Value, IReadOnlyList<BoxOption> Options) : Box(Name, Value)
{
    /// <summary>What stands for nothing.</summary>
    public string? None { get; init; }
}

/// <summary>A box to tick.</summary>
internal sealed record TickBox(string Name, bool Ticked) : Box(Name, null);
