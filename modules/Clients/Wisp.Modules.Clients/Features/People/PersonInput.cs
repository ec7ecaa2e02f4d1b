namespace Wisp.Modules.Clients.Features.People;

/// <summary>What somebody typed.</summary>
internal sealed class PersonInput
{
    public string? Name { get; set; }

    public Guid? OperatorId { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    public uint Version { get; set; }
}
