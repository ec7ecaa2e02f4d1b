namespace Wisp.Modules.Zones.Domain;

internal abstract class Place
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public long PublicId { get; private set; }

    public string Name { get; set; } = "";

    public Guid? ParentId { get; set; }

    public DateTimeOffset? ArchivedAt { get; private set; }

    public uint Version { get; private set; }
}

internal sealed class State : Place;

internal sealed class City : Place;

internal sealed class Neighborhood : Place;

internal sealed class Zone : Place
{
    public string Color { get; set; } = "";

    public string? Description { get; set; }

    public int Priority { get; set; }
}
