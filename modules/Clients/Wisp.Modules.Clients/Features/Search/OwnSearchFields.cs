using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Domain.Documents;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Sdk;
using static Wisp.Contracts.Clients.ClientFilterInput;

namespace Wisp.Modules.Clients.Features.Search;

/// <summary>The filters of the tab Cliente (SRCH-05).</summary>
[Feature]
internal sealed class OwnSearchFields(
    IPlaceCatalog places, IDatabase<ClientsDb> database, IStringLocalizer<ClientsText> text, IStringLocalizer<SearchText> search)
{
    /// <param name="zone">The ISP's zone of time, in which days begin and end.</param>
    public IReadOnlyList<SearchField> All(TimeZoneInfo zone) =>
    [
        Words("name", "field.Name", "c.name"),
        Field("id", Text, text["column.id"], ById) with { Hint = "hint.id" },
        Words("document", "field.Document", (filter, word) => filter.Containing(DocumentKey.Of(word), "c.document_key")),
        Words("email", "field.Email", "c.email"),
        Trait("has-email", search["field.has-email"], 10),
        Words("phone", "field.Phone", ByPhone) with { Text = search["field.phone"], Accepts = text => PhoneDigits(text).Length >= 3 },
        Words("address", "field.Address", "c.address"),
        Place("city", "field.CityId", PlaceKind.City, "city_id"),
        Place("neighborhood", "field.NeighborhoodId", PlaceKind.Neighborhood, "neighborhood_id"),
        Place("zone", "field.ZoneId", PlaceKind.Zone, "zone_id"),
        Person("seller", "field.SellerId", "seller"),
        Person("collector", "field.CollectorId", "collector"),
        Field("kind", Choice, text["field.KindPerson"], ByKind) with { Options = _ => Task.FromResult(Kinds()) },
        Field("created", Dates, text["field.CreatedAt"], (filter, value) => ByCreation(filter, value, zone)),
        Trait("point", search["field.point"], 1),
        Field("outside", YesNo, search["field.outside"], ByOutside),
        Field("area", Text, search["field.area"], ByArea) with { IsArea = true },
    ];

    private SearchField Words(string key, string label, string column) => Words(key, label, (filter, word) => filter.Containing(word, column));

    private SearchField Words(string key, string label, Action<ClientFilter, string> each) => Field(key, Text, text[label], (filter, value) =>
    {
        foreach (var word in SearchWords.Parse(value.Text).Words) each(filter, word);
    }) with { IsIndexed = true, Hint = SearchField.LettersHint };

    private SearchField Place(string key, string label, PlaceKind kind, string column) => Field(key, Choice, text[label], Ids($"c.{column}")) with
    {
        Options = async cancellationToken =>
            [Nobody(), .. (await places.ListAsync(kind, cancellationToken)).Select(place => new ClientFilterOption(place.Id.ToString(), place.Name))],
    };

    private SearchField Person(string key, string label, string table) => Field(key, Choice, text[label], Ids($"c.{table}_id")) with
    {
        Options = async cancellationToken =>
            [Nobody(), .. await database.Source.Sql($"select id, name from clients.{table} where not archived order by name collate \"es-x-icu\"")
                .ListAsync(row => new ClientFilterOption(row.GetGuid(0).ToString(), row.GetString(1)), cancellationToken)],
    };

    private ClientFilterOption Nobody() => new(SearchField.None, search["option.none"]);

    private IReadOnlyList<ClientFilterOption> Kinds() =>
        [.. Enum.GetValues<PersonKind>().Select(kind => new ClientFilterOption(PersonKinds.Code(kind), text[$"kind.{kind}"]))];

    /// <summary>A digit of the index <c>client_traits</c>: which of its values have it as asked.</summary>
    private static SearchField Trait(string key, string label, int digit) => Field(key, YesNo, label, (filter, value) =>
        filter.Having(ClientTraits.Among(traits => traits / digit % 10 == (value.Yes == true ? 1 : 0))));

    private static SearchField Field(string key, ClientFilterInput input, string label, Action<ClientFilter, ClientFilterValue> apply) =>
        new(key, ClientSearchTab.Client, input, label, apply);

    private static void ById(ClientFilter filter, ClientFilterValue value)
    {
        // An ID may hold a blank, or even a comma.
        string[] ids = [value.Text!, .. value.Text!.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        filter.Having($"coalesce(c.custom_id, c.public_id::text) collate \"C\" = any ({filter.Parameter(ids.As(NpgsqlDbType.Array | NpgsqlDbType.Text))})");
    }

    // Whatever was typed between the digits, with or without the zero of the trunk.
    private static void ByPhone(ClientFilter filter, string word)
    {
        var digits = PhoneDigits(word);
        if (digits.Length > 0) filter.Containing(digits, "translate(c.phone, ' +-()', '')", "translate(c.phone_mobile, ' +-()', '')", "c.phone_key", "c.phone_mobile_key");
    }

    private static string PhoneDigits(string text) => string.Concat(text.Where(char.IsAsciiDigit)).TrimStart('0');

    private static Action<ClientFilter, ClientFilterValue> Ids(string column) => (filter, value) =>
    {
        var ids = value.Chosen.Select(chosen => Guid.TryParse(chosen, out var id) ? id : (Guid?)null).OfType<Guid>().ToArray();
        var some = $"{column} = any ({filter.Parameter(ids.As(NpgsqlDbType.Array | NpgsqlDbType.Uuid))})";
        filter.Having(value.Chosen.Contains(SearchField.None) ? $"({column} is null or {some})" : some);
    };

    private static void ByKind(ClientFilter filter, ClientFilterValue value)
    {
        var digits = value.Chosen.Select(code => ClientTraits.Digit(PersonKinds.Parse(code))).ToHashSet();
        filter.Having(ClientTraits.Among(traits => digits.Contains(traits / 100)));
    }

    private static void ByCreation(ClientFilter filter, ClientFilterValue value, TimeZoneInfo zone)
    {
        DateTimeOffset Begin(DateOnly day)
        {
            var midnight = day.ToDateTime(TimeOnly.MinValue);
            // Where clocks go forward at midnight the day begins at one.
            if (zone.IsInvalidTime(midnight)) midnight = midnight.AddHours(1);
            return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
        }

        if (value.From is { } from) filter.Having($"c.created_at >= {filter.Parameter(Begin(from))}");
        if (value.To is { } to && to < DateOnly.MaxValue) filter.Having($"c.created_at < {filter.Parameter(Begin(to.AddDays(1)))}");
    }

    // Who stands in a zone that somebody chose has one, wherever his point is.
    private static void ByOutside(ClientFilter filter, ClientFilterValue value) => filter.Having(
        $"c.location is not null and {(value.Yes == true ? "" : "not ")}(c.zone_id is null and (not c.zone_by_hand or zones.zone_at(c.location) is null))");

    private static void ByArea(ClientFilter filter, ClientFilterValue value)
    {
        if (AreaText.TryRead(value.Text!, out var area)) filter.Having($"ext.st_covers({filter.Parameter(area)}, c.location)");
    }
}
