namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>A field of a form as it is drawn: its name is that of the input's property, its label the text <c>field.</c> and the name.</summary>
internal record Box(string Name, string? Value)
{
    public string Type { get; init; } = "text";

    public string? InputMode { get; init; }

    public bool IsOptional { get; init; }

    public bool IsWide { get; init; }

    public bool IsTall { get; init; }

    /// <summary>Key of the text below, or <c>null</c>.</summary>
    public string? Hint { get; init; }

    public string Id => $"Input_{Name}";

    public string? DescribedBy(string? error) =>
        (error, Hint) switch { (null, null) => null, (null, _) => $"{Id}-hint", (_, null) => $"{Id}-error", _ => $"{Id}-hint {Id}-error" };
}

/// <summary>A field with something to choose; without <see cref="None"/> something must be chosen.</summary>
internal sealed record ChoiceBox(string Name, string? Value, IReadOnlyList<(string Value, string Text)> Options) : Box(Name, Value)
{
    /// <summary>Key of the text that stands for nothing.</summary>
    public string? None { get; init; }
}
