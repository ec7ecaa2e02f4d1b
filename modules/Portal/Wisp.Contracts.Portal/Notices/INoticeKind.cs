using System.Text.Json;
using Wisp.Sdk;

namespace Wisp.Contracts.Portal;

/// <summary>
/// Extension point: a kind of notice that subscribers get, such as "invoice issued". Its key is stored with each notice and is never used for
/// something else. Register it with the module's services as scoped. Its permission is not asked for.
/// </summary>
public interface INoticeKind : IContribution
{
    /// <summary>Keys of the channels that carry it as long as the ISP chose nothing else.</summary>
    IReadOnlyCollection<string> Channels { get; }

    /// <summary>Whether it goes before the others and does not wait for the end of the quiet hours.</summary>
    bool IsUrgent { get; }

    /// <summary>How long it is worth telling. What could not be handed over by then is told in the portal alone.</summary>
    TimeSpan Life { get; }

    /// <summary>Writes it for a receiver, in the present culture. It is called for each receiver: nothing is read here.</summary>
    /// <param name="arguments">What the notice was made with, a JSON object.</param>
    /// <returns>What is told.</returns>
    NoticeWords Write(JsonElement arguments);
}

/// <summary>A notice in words.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">One or two sentences.</param>
public sealed record NoticeWords(string Title, string Text);
