using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;

namespace Wisp.Modules.Clients.Domain;

/// <summary>Reads typed text field by field and collects what the rules refuse.</summary>
internal sealed partial class DraftReader
{
    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> Errors => errors;

    public void Fail(string field, string? value, string rule, params object[] arguments) =>
        errors.Add(new FieldError(field, value, rule, arguments));

    public bool Failed(string field) => errors.Exists(e => e.Field == field);

    public string? Line(string field, string? typed, int limit) => Text(field, typed, limit, PlainText.HasControl);

    public string? Lines(string field, string? typed, int limit) => Text(field, typed?.ReplaceLineEndings("\n"), limit, PlainText.HasControlButLineEnds);

    public string Country(string field, string? typed, string ispCountry)
    {
        var country = typed?.Trim().ToUpperInvariant();
        if (string.IsNullOrEmpty(country)) return ispCountry;
        if (CountryCode().IsMatch(country)) return country;
        Fail(field, typed, "rule.country");
        return ispCountry;
    }

    public string? Email(string field, string? typed)
    {
        var email = Line(field, typed, 254);
        if (email is null || EmailShape.IsMatch(email)) return email;
        Fail(field, typed, "rule.email");
        return null;
    }

    public string? Document(string field, string? typed)
    {
        var number = PlainText.AsciiSeparators(Line(field, typed, 30));
        if (number is null) return null;
        if (DocumentCharacters().IsMatch(number)) return number;
        Fail(field, typed, "rule.document-characters");
        return null;
    }

    public (string? Typed, string? Key) Phone(string field, string? typed, string country)
    {
        var phone = PlainText.AsciiSeparators(Line(field, typed, 30));
        if (phone is null) return default;
        if (PhoneCharacters().IsMatch(phone) && phone.Count(char.IsAsciiDigit) >= 6) return (phone, PhoneKey.Of(phone, country));
        Fail(field, typed, "rule.phone");
        return default;
    }

    public Point? Location(string? latitude, string? longitude)
    {
        if (GeoText.TryRead(latitude, longitude, out var point)) return point;
        Fail(nameof(ClientDraft.Latitude), $"{latitude} {longitude}".Trim(), "rule.location");
        return null;
    }

    private string? Text(string field, string? typed, int limit, Func<string, bool> forbidden)
    {
        if (!PlainText.TryClean(typed, out var clean) || (clean is not null && forbidden(clean)))
            Fail(field, null, "rule.text");
        else if (clean is not null && !PlainText.Fits(clean, limit))
            Fail(field, PlainText.Start(clean, 40), "rule.length", limit);
        else
            return clean;
        return null;
    }

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex CountryCode();

    [GeneratedRegex("^[A-Za-z0-9Ññ&](?:[A-Za-z0-9Ññ& ./-]*[A-Za-z0-9Ññ&])?$")]
    private static partial Regex DocumentCharacters();

    [GeneratedRegex("^[0-9 +()-]+$")]
    private static partial Regex PhoneCharacters();
}
