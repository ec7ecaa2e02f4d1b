using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>The tabs of the advanced search that hold filters, in their order.</summary>
public enum ClientSearchTab
{
    /// <summary>The client's own data.</summary>
    Client,

    /// <summary>Its contracts.</summary>
    Contract,

    /// <summary>Its billing.</summary>
    Billing,

    /// <summary>Its payment gateways.</summary>
    Gateways,
}

/// <summary>How a filter is filled in.</summary>
public enum ClientFilterInput
{
    /// <summary>Some of several options; a client that has any of them matches.</summary>
    Choice,

    /// <summary>Free text, at most 200 characters.</summary>
    Text,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>Two dates, either of which may be left open.</summary>
    Dates,

    /// <summary>Two numbers, either of which may be left open.</summary>
    Numbers,
}

/// <summary>
/// A filter of the advanced search. Its key is its name in the URL (<c>?contracts.state=disabled&amp;contracts.state=alerted</c>; of
/// ranges <c>key.from</c> and <c>key.to</c>), so that a search is a link. Filters combine with AND.
/// </summary>
public interface IClientSearchFilter : IContribution
{
    /// <summary>The tab that it stands in.</summary>
    ClientSearchTab Tab { get; }

    /// <summary>How it is filled in.</summary>
    ClientFilterInput Input { get; }

    /// <summary>What <see cref="ClientFilterInput.Choice"/> offers; not called for the others.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The options in order.</returns>
    Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken);

    /// <summary>The clients that match: a select of one column of client ids, without NULLs.</summary>
    /// <param name="value">What was filled in; never empty. Options may have been made up by whoever wrote the URL.</param>
    /// <returns>The select, or <c>null</c> when the value means nothing and the filter is left out.</returns>
    ClientSql? Matching(ClientFilterValue value);
}

/// <summary>One option of a filter.</summary>
/// <param name="Value">What stands in the URL.</param>
/// <param name="Text">What people read, in the reader's language.</param>
public sealed record ClientFilterOption(string Value, string Text);

/// <summary>What was filled into a filter; which members are set follows from its <see cref="ClientFilterInput"/>.</summary>
public sealed record ClientFilterValue
{
    /// <summary>Chosen options, distinct, at least one and at most 150; empty for other inputs.</summary>
    public IReadOnlyList<string> Chosen { get; init; } = [];

    /// <summary>Trimmed text, or <c>null</c>.</summary>
    public string? Text { get; init; }

    /// <summary>Yes or no, or <c>null</c>.</summary>
    public bool? Yes { get; init; }

    /// <summary>First day, in the ISP's time zone, or <c>null</c>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, included, or <c>null</c>.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Least number, included, or <c>null</c>.</summary>
    public decimal? Least { get; init; }

    /// <summary>Greatest number, included, or <c>null</c>.</summary>
    public decimal? Most { get; init; }
}
