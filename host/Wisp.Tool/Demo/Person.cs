using Wisp.Tool.Demo.Numbers;

namespace Wisp.Tool.Demo;

/// <summary>A made-up client, in the words of the import's columns.</summary>
internal sealed record Person
{
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public string FirstName { get; init; } = "";
    public string SecondName { get; init; } = "";
    public string FirstSurname { get; init; } = "";
    public string SecondSurname { get; init; } = "";
    public required Document Document { get; init; }
    public required string Email { get; init; }
    public required string Phone { get; init; }
    public required string Mobile { get; init; }
    public required string Notes { get; init; }
}
