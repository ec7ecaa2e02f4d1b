using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Domain;

/// <summary>Reads typed text field by field and collects what the rules refuse.</summary>
internal sealed partial class DraftReader
{
    /// <summary>The doubt that latitude and longitude stand in each other's place.</summary>
    public const string Swapped = "doubt.point-swapped";

    private readonly List<FieldError> errors = [];
    private readonly List<FieldError> doubts = [];

    public IReadOnlyList<FieldError> Errors => errors;

    public IReadOnlyList<FieldError> Doubts => doubts;

    public void Fail(string field, string? value, string rule, params object[] arguments) =>
        errors.Add(new FieldError(field, value, rule, arguments));

    public void Doubt(string field, string? value, string rule, params object[] arguments) =>
        doubts.Add(new FieldError(field, value, rule, arguments));

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
        var number = KeyboardText.Separators(Line(field, typed, 30));
        if (number is null) return null;
        if (DocumentCharacters().IsMatch(number)) return number;
        Fail(field, typed, "rule.document-characters");
        return null;
    }

    public (string? Typed, string? Key) Phone(string field, string? typed, string country)
    {
        var phone = KeyboardText.Separators(Line(field, typed, 30));
        if (phone is null) return default;
        if (PhoneCharacters().IsMatch(phone) && phone.Count(char.IsAsciiDigit) >= 6) return (phone, PhoneKey.Of(phone, country));
        Fail(field, typed, "rule.phone");
        return default;
    }

    public Point? Location(string? latitude, string? longitude, string country)
    {
        var typed = $"{latitude} {longitude}".Trim();
        if (!GeoText.TryRead(latitude, longitude, out var point))
            Fail(nameof(ClientDraft.Latitude), typed, "rule.location");
        else if (point is not null && CountryBounds.Of(country) is { } bounds && !bounds.Hold(point.Y, point.X))
            DoubtLocation(typed, point, bounds);
        return point;
    }

    private void DoubtLocation(string typed, Point point, CountryBounds bounds)
    {
        if (bounds.Hold(point.X, point.Y))
            Doubt(nameof(ClientDraft.Latitude), typed, Swapped, GeoText.Show(point), GeoText.Show(GeoText.Swapped(point)));
        else
            Doubt(nameof(ClientDraft.Latitude), typed, "doubt.point-outside", GeoText.Show(point));
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
