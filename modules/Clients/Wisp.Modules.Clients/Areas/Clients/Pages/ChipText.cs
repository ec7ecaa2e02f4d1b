using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Says each applied filter in a few words.</summary>
[Feature]
internal sealed class ChipText(SearchFields fields, IStringLocalizer<ClientsText> text, IStringLocalizer<SearchText> search)
{
    private const int NamesShown = 3;

    public async Task<IReadOnlyList<Chip>> OfAsync(ListState state, CancellationToken cancellationToken)
    {
        var chips = new List<Chip>();
        if (state.HasStatus) chips.Add(new Chip(text["field.Status"], text[$"list.status.{state.Status}"], (state.FirstPage with { Status = null }).Url));
        foreach (var term in state.Terms.Good)
            chips.Add(new Chip(term.Field.Text, await ValueAsync(term, cancellationToken), Without(state, term.Field.Key)));
        chips.AddRange(state.Terms.Wrong.Select(wrong => new Chip(wrong.Text, search[wrong.Problem], Without(state, wrong.Key), IsWrong: true)));
        return chips;
    }

    private static string Without(ListState state, string key) =>
        state.Without(pair => new[] { key, key + ReadTerms.FromSuffix, key + ReadTerms.ToSuffix }.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)).Url;

    private async Task<string> ValueAsync(SearchTerm term, CancellationToken cancellationToken) => term switch
    {
        { Field.IsArea: true } => search["chip.area"],
        { Field.Input: ClientFilterInput.Choice } => await NamesAsync(term, cancellationToken),
        { Field.Input: ClientFilterInput.YesNo } => text[term.Value.Yes == true ? "yes" : "no"],
        { Field.Input: ClientFilterInput.Dates } => Range(term.Value.From?.ToString("d", CultureInfo.CurrentCulture), term.Value.To?.ToString("d", CultureInfo.CurrentCulture)),
        { Field.Input: ClientFilterInput.Numbers } => Range(term.Value.Least?.ToString("N2", CultureInfo.CurrentCulture), term.Value.Most?.ToString("N2", CultureInfo.CurrentCulture)),
        _ => term.Value.Text!,
    };

    private async Task<string> NamesAsync(SearchTerm term, CancellationToken cancellationToken)
    {
        var options = await fields.OptionsAsync(term.Field, cancellationToken) ?? [];
        var names = term.Value.Chosen.Select(value => options.FirstOrDefault(option => option.Value == value)?.Text ?? search["option.gone"].Value).ToList();
        return names.Count <= NamesShown
            ? string.Join(", ", names)
            : search["chip.more", string.Join(", ", names.Take(NamesShown - 1)), names.Count - NamesShown + 1];
    }

    private string Range(string? from, string? to) => (from, to) switch
    {
        (null, _) => search["chip.to", to!],
        (_, null) => search["chip.from", from],
        _ => $"{from} – {to}",
    };
}
