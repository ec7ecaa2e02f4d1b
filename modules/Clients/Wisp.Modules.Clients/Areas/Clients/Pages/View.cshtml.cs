using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.ClientHistory;
using Wisp.Modules.Clients.Features.ViewClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>A card of a module.</summary>
internal sealed record AddedCard(string Id, string Text, string Url, bool IsWide);

[RequirePermission(ClientPermissions.View)]
internal sealed class ViewModel(
    ViewClient view, ClientHistory history, ICurrentOperator current, IContributions contributions, IEnumerable<IClientViewCard> contributed,
    IStringLocalizerFactory texts) : PageModel
{
    public ClientDetails Client { get; private set; } = null!;

    public IReadOnlyList<AddedCard> Cards { get; private set; } = [];

    public HistoryView? Changes { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        Client = client;
        Cards = await CardsAsync(id, cancellationToken);
        if (current.Can(ClientPermissions.Audit))
            Changes = new HistoryView(await history.RunAsync(id, HistoryFilter.None, withOptions: false, cancellationToken), HistoryFilter.None, $"/clients/{id}/history", null);
        return Page();
    }

    private async Task<IReadOnlyList<AddedCard>> CardsAsync(Guid id, CancellationToken cancellationToken)
    {
        var cards = new List<AddedCard>();
        foreach (var card in contributions.Allowed(contributed))
        {
            var url = await contributions.TryAsync(card, () => Task.FromResult(card.Url(id)), cancellationToken);
            if (url.Value is { } body) cards.Add(new AddedCard("card-" + card.Key.Replace('.', '-'), texts.Text(card.Label), body, card.IsWide));
        }

        return cards;
    }
}
