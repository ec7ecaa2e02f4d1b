namespace Wisp.Runtime.Mail;

/// <summary>How a message left our hands.</summary>
internal enum Fate
{
    /// <summary>The server took it.</summary>
    HandedOver,

    /// <summary>It will never be taken.</summary>
    Refused,

    /// <summary>Not now; it is tried again.</summary>
    Delayed,

    /// <summary>The server may have it or not; only a person sends it again.</summary>
    Unknown,

    /// <summary>Its kind was switched off, or its gate closed.</summary>
    Stopped,

    /// <summary>Never tried: it goes back to where it was.</summary>
    PutBack,

    /// <summary>Could not be tried for a while, through no fault of its own; it does not count as a try.</summary>
    Postponed,
}

/// <summary>What became of a message.</summary>
/// <param name="Fate">How it left.</param>
/// <param name="Answer">The server's words, or the sentence that says why.</param>
/// <param name="Bounced">Whether the address itself was refused.</param>
/// <param name="Subject">The subject line that was sent.</param>
internal sealed record Outcome(Fate Fate, string? Answer, bool Bounced = false, string? Subject = null)
{
    public static Outcome PutBack { get; } = new(Fate.PutBack, null);

    /// <summary>Why the server should be left alone for a while, or <c>null</c>.</summary>
    public string? Trouble { get; init; }
}
