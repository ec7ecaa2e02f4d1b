using System.Globalization;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Clients.Tests.Rules;

[Trait("rule", "FORM-18")]
public sealed class PointTests
{
    [Theory]
    [InlineData("-38.5489406", "-58.7504677")]
    [InlineData("-38,5489406", "-58,7504677")]
    [InlineData("-38.5489406, -58.7504677", null)]
    [InlineData("-38,5489406; -58,7504677", "")]
    [InlineData("-38,5489406, -58,7504677", null)]
    [InlineData("-38.5489406,-58.7504677", null)]
    [InlineData("-38.5489406 -58.7504677", null)]
    [InlineData(null, "-38.5489406, -58.7504677")]
    public void Points_are_read_as_people_write_them(string? latitude, string? longitude)
    {
        CultureInfo.CurrentCulture = new CultureInfo("es-AR");
        var point = Drafts.Accepted(new ClientDraft { Name = "Ana", Latitude = latitude, Longitude = longitude }).Location!;
        Assert.Equal((-38.5489406, -58.7504677, 4326), (point.Y, point.X, point.SRID));
    }

    [Theory]
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
