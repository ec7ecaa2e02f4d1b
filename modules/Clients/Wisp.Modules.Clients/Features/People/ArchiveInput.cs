namespace Wisp.Modules.Clients.Features.People;

/// <summary>The decision on the clients of who is archived.</summary>
internal sealed class ArchiveInput
{
    /// <summary>The clients stay with the archived one.</summary>
    public const string Keep = "keep";

    /// <summary>The clients are left with nobody.</summary>
    public const string Nobody = "none";

    /// <summary><see cref="Keep"/>, <see cref="Nobody"/>, the id of who takes them, or nothing yet.</summary>
    public string? Target { get; set; }

    public uint Version { get; set; }
}
