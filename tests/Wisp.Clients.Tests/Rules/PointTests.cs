using System.Globalization;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Clients.Tests.Rules;

[Trait("rule", "FORM-18")]
public sealed class PointTests
{
    [Theory]
    [Trait("case", "H13")]
    [InlineData("-38.5489406", "-58.7504677")]
    [InlineData("-38,5489406", "-58,7504677")]
    [InlineData("-38.5489406, -58.7504677", null)]
    [InlineData("-38,5489406; -58,7504677", "")]
    [InlineData("-38,5489406, -58,7504677", null)]
    [InlineData("-38.5489406,-58.7504677", null)]
    [InlineData("-38.5489406 -58.7504677", null)]
    [InlineData(null, "-38.5489406, -58.7504677")]
    [InlineData("−38,5489406", "−58,7504677")]
    [InlineData("38,5489406 S", "O 58,7504677")]
    [InlineData("S38.5489406W58.7504677", null)]
    [InlineData("-38.5489406,\u00a0-58.7504677", "-1")]
    public void Points_are_read_as_people_write_them(string? latitude, string? longitude)
    {
        CultureInfo.CurrentCulture = new CultureInfo("es-AR");
        var point = Drafts.Accepted(new ClientDraft { Name = "Ana", Latitude = latitude, Longitude = longitude }).Location!;
        Assert.Equal((-38.5489406, -58.7504677, 4326), (point.Y, point.X, point.SRID));
    }

    [Theory]
    [Trait("case", "H14")]
    [InlineData("S38 32,936 W58 45,028", null, -38.5489333, -58.7504667)]
    [InlineData("s38 32.936 o58 45.028", "", -38.5489333, -58.7504667)]
    [InlineData("S38 32,936", "W58 45,028", -38.5489333, -58.7504667)]
    [InlineData("-38 32,936", "-58 45,028", -38.5489333, -58.7504667)]
    [InlineData("38°32,936'S, 58°45,028'O", null, -38.5489333, -58.7504667)]
    [InlineData("38º 32,936’ S; 58º 45,028’ W", null, -38.5489333, -58.7504667)]
    [InlineData("W58 45,028 S38 32,936", null, -38.5489333, -58.7504667)]
    [InlineData("40° 23′ 26.12″ N 003° 40′ 37.21″ W", null, 40.3905889, -3.6770028)]
    [InlineData("40°23'26.12\"N 3°40'37.21\"W", null, 40.3905889, -3.6770028)]
    [InlineData("40°23'26,12''N", "3°40'37,21''O", 40.3905889, -3.6770028)]
    [InlineData("N 40 23 26.12", "003 40 37.21 W", 40.3905889, -3.6770028)]
    [InlineData(null, "+40° 23′ 26.12″ -3° 40′ 37.21″", 40.3905889, -3.6770028)]
    [InlineData("34° 54' S", "56° 11' W", -34.9, -56.1833333)]
    [InlineData("0° 30' N 78° 0' 59,9999\" O", null, 0.5, -78.0166666)]
    [InlineData("33 S", "18 E", -33.0, 18.0)]
    public void Degrees_minutes_and_seconds_are_read_and_shown_back(string? latitude, string? longitude, double y, double x)
    {
        CultureInfo.CurrentCulture = new CultureInfo("es-AR");
        var point = Drafts.Accepted(new ClientDraft { Name = "Ana", Latitude = latitude, Longitude = longitude }).Location!;
        Assert.Equal((y, x), (point.Y, point.X));
        Assert.True(GeoText.TryRead(GeoText.Show(point.Y), GeoText.Show(point.X), out var boxes));
        Assert.True(GeoText.TryRead(GeoText.Show(point), null, out var pair));
        Assert.True(point.EqualsExact(boxes) && point.EqualsExact(pair));
    }

    [Theory]
    [Trait("case", "H14")]
    [InlineData("40° 23′ 75″ N", "3° 40′ 37″ W")]
    [InlineData("40° 23′ 60″ N 3° 40′ 37″ W", null)]
    [InlineData("40° 60′ N", "3° 40′ W")]
    [InlineData("S38 75,5 W58 45,028", null)]
    [InlineData("40,5° 23′ N", "3° W")]
    [InlineData("40° 23,5′ 10″ N", "3° W")]
    [InlineData("90° 0′ 1″ N", "3° W")]
    [InlineData("40° N", "180° 1′ W")]
    [InlineData("-40° S", "3° W")]
    [InlineData("S 40° N", "3° W")]
    [InlineData("40° N", "3° S")]
    [InlineData("40° W", "3° O")]
    [InlineData("40° W", "3")]
    [InlineData("40° 23′ 26″ N", null)]
    public void Angles_that_cannot_be_are_refused(string? latitude, string? longitude) =>
        Assert.Equal("rule.location", Drafts.Refused(new ClientDraft { Name = "Ana", Latitude = latitude, Longitude = longitude }).Rule);

    [Theory]
    [Trait("case", "H03")]
    [InlineData("CL", "-72.631056", "-38.740247", "doubt.point-swapped", "-72.631056, -38.740247", "-38.740247, -72.631056")]
    [InlineData("UY", "-56,1851147", "-34,9055016", "doubt.point-swapped", "-56.1851147, -34.9055016", "-34.9055016, -56.1851147")]
    [InlineData("ES", "-3.7", "40.4", "doubt.point-swapped", "-3.7, 40.4", "40.4, -3.7")]
    [InlineData("CL", "38.740247", "72.631056", "doubt.point-outside", "38.740247, 72.631056")]
    [InlineData("MX", "0", "0", "doubt.point-outside", "0, 0")]
    public void A_point_outside_the_country_is_doubted(string country, string latitude, string longitude, string rule, params string[] points)
    {
        var check = Drafts.Check(new ClientDraft { Name = "Ana", Latitude = latitude, Longitude = longitude }, country);

        Assert.NotNull(check.Values!.Location);
        var doubt = Assert.Single(check.Doubts);
        Assert.Equal(("Latitude", $"{latitude} {longitude}", rule), (doubt.Field, doubt.Value, doubt.Rule));
        Assert.Equal(points, doubt.Arguments);
    }

    [Theory]
    [Trait("case", "H03")]
    [InlineData("CL", "-38.740247", "-72.631056")]
    [InlineData("CL", "-27.15", "-109.43")]
    [InlineData("AR", "-54.8", "-68.3")]
    [InlineData("ES", "28.1", "-15.4")]
    [InlineData("EC", "-0.75", "-90.3")]
    [InlineData("US", "64.8", "-147.7")]
    [InlineData("FR", "-72.631056", "-38.740247")]
    public void A_point_inside_or_in_a_country_without_bounds_is_not(string country, string latitude, string longitude) =>
        Assert.Empty(Drafts.Check(new ClientDraft { Name = "Ana", Latitude = latitude, Longitude = longitude }, country).Doubts);

    [Fact]
    [Trait("case", "H03")]
    public void The_clients_own_country_counts() =>
        Assert.Empty(Drafts.Check(new ClientDraft { Name = "Ana", Country = "CL", Latitude = "-38.74", Longitude = "-72.63" }, "UY").Doubts);

    [Theory]
    [Trait("case", "H16")]
    [InlineData("-38.5489406", null)]
    [InlineData("91", "0")]
    [InlineData("0", "181")]
    [InlineData("0,0];alert(1)//", null)]
    [InlineData("1.234.567", "1")]
    [InlineData("-385489406", "1")]
    [InlineData("1e1", "1")]
    public void What_is_no_point_is_refused(string? latitude, string? longitude) =>
        Assert.Equal("rule.location", Drafts.Refused(new ClientDraft { Name = "Ana", Latitude = latitude, Longitude = longitude }).Rule);

    [Fact]
    public void Nothing_typed_is_no_point() => Assert.Null(Drafts.Accepted(new ClientDraft { Name = "Ana", Latitude = " " }).Location);

    [Fact]
    public void The_form_reads_back_what_it_shows()
    {
        CultureInfo.CurrentCulture = new CultureInfo("es-AR");
        Assert.True(GeoText.TryRead("-38.54894061", "0.0000001", out var point));
        Assert.True(GeoText.TryRead(GeoText.Show(point!.Y), GeoText.Show(point.X), out var again));
        Assert.True(point.EqualsExact(again));
    }
}
