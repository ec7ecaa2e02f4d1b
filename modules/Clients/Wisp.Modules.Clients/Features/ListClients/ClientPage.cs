using Wisp.Modules.Clients.Features.Search;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>One page of the list.</summary>
/// <param name="Rows">The rows in order.</param>
/// <param name="Count">How many match, counted up to one past <see cref="CountLimit"/>.</param>
/// <param name="HasPrevious">Whether a page comes before.</param>
/// <param name="HasNext">Whether a page comes after.</param>
internal sealed record ClientPage(IReadOnlyList<ClientRow> Rows, int Count, bool HasPrevious, bool HasNext)
{
    public const int CountLimit = 10_000;

    public static ClientPage Empty { get; } = new([], 0, false, false);

    /// <summary>The client whose ID, document or e-mail is just what was typed; it may stand pages away in the order.</summary>
    public ClientRow? Exact { get; init; }

    /// <summary>Whether more match than the order asked for can sort, so that names order them.</summary>
    public bool IsOrderLeft { get; init; }

    /// <summary>Whether the database refused the order of some module, so that names order them.</summary>
    public bool IsOrderBroken { get; init; }

    /// <summary>Whether a filter of some module could not be applied; then nothing is shown rather than too much.</summary>
    public bool IsBroken { get; init; }

    /// <summary>The filters at fault, where they are known.</summary>
    public IReadOnlyList<SearchTerm> Refused { get; init; } = [];

    public bool CountIsCut => Count > CountLimit;
}
