namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>One page of the list.</summary>
/// <param name="Rows">The rows in order.</param>
/// <param name="Exact">The client whose ID, document or e-mail is just what was typed; it may stand pages away in the order.</param>
/// <param name="Count">How many match, counted up to one past <see cref="CountLimit"/>.</param>
/// <param name="HasPrevious">Whether a page comes before.</param>
/// <param name="HasNext">Whether a page comes after.</param>
internal sealed record ClientPage(IReadOnlyList<ClientRow> Rows, ClientRow? Exact, int Count, bool HasPrevious, bool HasNext)
{
    public const int CountLimit = 10_000;
}
