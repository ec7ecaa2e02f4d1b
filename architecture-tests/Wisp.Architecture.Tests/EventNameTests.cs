using Mono.Cecil;

namespace Wisp.Architecture.Tests;

public sealed class EventNameTests
{
    [Fact]
    public void An_event_is_named_after_its_module_and_once()
    {
        var events = Shipped.Contracts
            .SelectMany(c => c.Value.MainModule.Types.Select(t => (Module: c.Key, Name: Name(t))))
            .Where(e => e.Name is not null)
            .ToList();
        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.Matches($"^{e.Module.ToLowerInvariant()}\\.[a-z]+(-[a-z]+)*$", e.Name!));
        Assert.Equal(events.Count, events.Select(e => e.Name).Distinct().Count());
    }

    private static string? Name(TypeDefinition type) =>
        type.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == "EventNameAttribute")?.ConstructorArguments[0].Value as string;
}
