using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Search;

/// <summary>
/// Reads the terms of a URL. One that cannot be applied lets nothing through: a list that shows more than was asked for would be
/// taken for the answer.
/// </summary>
[Feature]
internal sealed partial class ReadTerms(SearchFields fields)
{
    public const string FromSuffix = ".from";
    public const string ToSuffix = ".to";

    /// <summary>As many as a request line of 8 kB carries.</summary>
    private const int MostChosen = 150;
    private const int LongestText = 200;
    private const int LongestArea = 8000;

    public async Task<SearchTerms> RunAsync(IQueryCollection query, CancellationToken cancellationToken)
    {
        var all = await fields.AllAsync(cancellationToken);
        var (good, wrong) = (new List<SearchTerm>(), new List<WrongTerm>());
        foreach (var field in all)
        {
            if (!IsFilled(field, query)) continue;
            if (Read(field, query) is not { } value) wrong.Add(new WrongTerm(field.Key, field.Text, ProblemOf(field)));
            else if (field.Contributed is { } filter) await AddAsync(filter, field, value);
            else good.Add(new SearchTerm(field, value, narrowed => field.Apply(narrowed, value)));
        }

        // Names with a dot are modules' own; the module of an unknown one is off, or the reader may not use it.
        var known = all.SelectMany(field => field.Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var keys = all.Select(field => field.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        bool IsTerm(string name) => known.Contains(name) || keys.Contains(name) || name.Contains('.', StringComparison.Ordinal);
        var pairs = query.Where(pair => IsTerm(pair.Key))
            .SelectMany(pair => pair.Value.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => KeyValuePair.Create(pair.Key, value!.Trim())))
            .Distinct().ToList();
        wrong.AddRange(pairs.Select(pair => pair.Key).Where(name => !known.Contains(name)).Distinct()
            .Select(name => new WrongTerm(name, PlainText.Start(name, 40), "term.unknown")));
        return new SearchTerms(good, wrong, pairs);

        async Task AddAsync(IClientSearchFilter filter, SearchField field, ClientFilterValue value)
        {
            var set = await fields.SetAsync(filter, value, cancellationToken);
            if (!set.Succeeded) wrong.Add(new WrongTerm(field.Key, field.Text, "term.failed"));
            else if (set.Value is { } select) good.Add(new SearchTerm(field, value, narrowed => narrowed.In(select)));
            else wrong.Add(new WrongTerm(field.Key, field.Text, "term.meaningless"));
        }
    }

    private static bool IsFilled(SearchField field, IQueryCollection query) =>
        field.Names.Any(name => query[name].Any(value => !string.IsNullOrWhiteSpace(value)));

    private static string ProblemOf(SearchField field) => field switch
    {
        { IsArea: true } => "term.area",
        { IsIndexed: true } => "term.short",
        { Input: ClientFilterInput.Numbers } => "term.number",
        _ => "term.meaningless",
    };

    private static ClientFilterValue? Read(SearchField field, IQueryCollection query)
    {
        var typed = query[field.Key].Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim()).ToList();
        var (from, to) = (query[field.Key + FromSuffix].ToString().Trim(), query[field.Key + ToSuffix].ToString().Trim());
        return field.Input switch
        {
            ClientFilterInput.Choice => typed.Distinct(StringComparer.Ordinal).ToArray() is { Length: <= MostChosen } chosen ? new() { Chosen = chosen } : null,
            ClientFilterInput.Text => Text(field, typed[0]) is { } text ? new() { Text = text } : null,
            ClientFilterInput.YesNo => typed[0] is "yes" or "no" ? new() { Yes = typed[0] == "yes" } : null,
            ClientFilterInput.Dates => Date(from, out var first) && Date(to, out var last) ? new() { From = first, To = last } : null,
            ClientFilterInput.Numbers => Number(from, out var least) && Number(to, out var most) ? new() { Least = least, Most = most } : null,
            _ => null,
        };
    }

    private static string? Text(SearchField field, string typed)
    {
        if (!PlainText.TryClean(typed, out var text) || text is null || PlainText.HasControl(text)) return null;
        if (field.IsArea) return text.Length <= LongestArea && AreaText.TryRead(text, out _) ? text : null;
        if (text.Length > LongestText) return null;
        return (field.IsIndexed && SearchWords.Parse(text) is { CanUseIndex: false }) || !field.Accepts(text) ? null : text;
    }

    private static bool Date(string typed, out DateOnly? date)
    {
        date = null;
        if (typed.Length == 0) return true;
        if (!DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year < 1900) return false;
        date = day;
        return true;
    }

    private static bool Number(string typed, out decimal? number)
    {
        number = null;
        if (typed.Length == 0) return true;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (Amount(typed) is not { } plain || !decimal.TryParse(plain, style, CultureInfo.InvariantCulture, out var read)) return false;
        number = read;
        return true;
    }

    /// <summary>
    /// A number as written in either language, with a point for decimals. One sign before just three digits may mean thousands or
    /// thousandths: it is not guessed.
    /// </summary>
    private static string? Amount(string typed)
    {
        if (Plain().IsMatch(typed)) return typed.Replace(',', '.');
        if (Grouped().Match(typed) is not { Success: true } number) return null;
        var thousands = number.Groups["group"].Value;
        return typed.Replace(thousands, "", StringComparison.Ordinal).Replace(',', '.');
    }

    [GeneratedRegex(@"^[+-]?[0-9]+(?:[.,](?:[0-9]{1,2}|[0-9]{4,}))?$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[+-]?[0-9]{1,3}(?:(?<group>[.,])[0-9]{3}(?:\k<group>[0-9]{3})+|(?<group>[.,])[0-9]{3}(?=(?!\k<group>)[.,]))(?:(?!\k<group>)[.,][0-9]+)?$")]
    private static partial Regex Grouped();
}
