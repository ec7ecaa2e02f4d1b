using System.Text.Json.Serialization;

namespace Wisp.Host.Features.Help;

/// <summary>Where operators find help, as the ISP chose; kept as a setting.</summary>
/// <param name="Assistant">URL of an assistant on WhatsApp, open day and night, or <c>null</c>.</param>
/// <param name="Chat">URL of the support chat, or <c>null</c>.</param>
/// <param name="Links">Guides and videos in the order shown.</param>
public sealed record HelpLinks(string? Assistant, string? Chat, IReadOnlyList<HelpLink> Links)
{
    public const string Key = "host.help";

    public static HelpLinks None { get; } = new(null, null, []);

    [JsonIgnore]
    public bool IsEmpty => Assistant is null && Chat is null && Links.Count == 0;
}

public sealed record HelpLink(string Label, string Url);
