using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>A way to colour clients on their map, such as by state or by debt.</summary>
public interface IClientMapColor : IContribution
{
    /// <summary>
    /// A select of <c>(client_id uuid, tone text)</c> with at most one row a client; tones are <c>green</c>, <c>amber</c>, <c>red</c> and
    /// <c>grey</c>, and a client without one has the accent colour. It is narrowed to at most 500 clients.
    /// </summary>
    ClientSql Tones { get; }

    /// <summary>What each tone means, in the order of the legend.</summary>
    IReadOnlyList<(string Tone, Label Meaning)> Legend { get; }
}
