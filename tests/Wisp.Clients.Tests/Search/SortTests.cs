namespace Wisp.Clients.Tests.Search;

/// <summary>The list ordered by each of its columns, walked by its links: fifty clients, a third of them blank.</summary>
[Trait("rule", "GRID-04")]
[Trait("rule", "GRID-07")]
public sealed class SortTests(SortTests.Fifty app) : IClassFixture<SortTests.Fifty>
{
    [Theory]
    [InlineData("id", "ID")]
    [InlineData("name", "Nombre")]
    [InlineData("document", "Documento")]
    [InlineData("email", "E-mail")]
    [InlineData("mobile", "Móvil")]
    [InlineData("zone", "Zona")]
    public async Task Each_sorts_both_ways_without_repeating_or_skipping_and_blanks_come_last(string column, string heading)
    {
        foreach (var sort in new[] { column, "-" + column })
        {
            var (rows, pages) = await Walk.ForwardAsync(app.Admin, "/clients?sort=" + sort);

            Assert.Equal([20, 20, 10], pages.Select(page => page.Texts("tbody tr").Count));
            Assert.Equal(50, rows.Distinct().Count());
            Assert.Equal(rows, await Walk.BackAsync(app.Admin, pages[^1]));
            Assert.Equal(heading, pages[1].Texts(sort == column ? "[aria-sort=ascending]" : "[aria-sort=descending]").Single());

            var values = pages.SelectMany(page => page.Document.QuerySelectorAll("tbody tr").Select(row => row.Children.Single(
                cell => cell.GetAttribute("data-label") == heading || (heading == "Nombre" && cell.ClassList.Contains("col-name"))).TextContent.Trim())).ToList();
            var filled = values.TakeWhile(value => value.Length > 0).ToList();
            Assert.All(values.Skip(filled.Count), Assert.Empty);
            Assert.Equal(column is "id" or "name" ? 50 : 33, filled.Count);
            var expected = Fifty.InOrder(column);
            Assert.Equal(sort == column ? expected : expected.Reverse(), filled.Select(Fifty.Shape));
        }
    }

    [Fact]
    public async Task The_other_way_around_is_one_click_away_and_the_filters_stay()
    {
        var page = await app.Admin.GetAsync("/clients?has-email=yes&sort=email");
        var again = page.Document.QuerySelector("[aria-sort] a")!.GetAttribute("href")!;

        Assert.Equal("/clients?has-email=yes&sort=-email", again);
        Assert.Equal("c33@x.example", (await app.Admin.GetAsync(again)).Texts("td[data-label='E-mail']")[0]);
        Assert.Equal("/clients?has-email=yes", (await app.Admin.GetAsync("/clients?has-email=yes&sort=-name")).Document.QuerySelector("[aria-sort] a")!.GetAttribute("href"));
    }

    public sealed class Fifty : ClientsApp
    {
        /// <summary>Numbers 1 to 33 in the order that a person expects; names and IDs go on to 50.</summary>
        public static IEnumerable<int> InOrder(string column) => column switch
        {
            "zone" => Enumerable.Range(1, 3).SelectMany(zone => Enumerable.Repeat(zone, 11)),
            "id" or "name" => Enumerable.Range(1, 50),
            _ => Enumerable.Range(1, 33),
        };

        /// <summary>The number in a cell's text, whatever stands around it.</summary>
        public static int Shape(string text) => int.Parse(string.Concat(text.Split('@')[0].Where(char.IsAsciiDigit))[^2..], System.Globalization.CultureInfo.InvariantCulture);

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await Database.RunAsync("insert into zones.zone (id, name) select host.uuid7(), 'Zona 0' || n from generate_series(1, 3) n");
            // Stored in an order of no column. IDs are numbers without zeros in front: 2 comes before 10.
            await Database.RunAsync(
                """
                insert into clients.client (name, custom_id, document_type, national_identification_number, email, phone_mobile, phone_mobile_key, zone_id, country, created_at, updated_at)
                select 'Cliente ' || to_char(n, 'FM00'), (n + 100)::text, d.type, d.number, 'c' || to_char(d.m, 'FM00') || '@x.example', d.mobile, d.mobile,
                       (select id from zones.zone z where z.name = 'Zona 0' || ((d.m - 1) / 11 + 1)), 'AR', now(), now()
                from generate_series(1, 50) n
                left join lateral (select n as m, 'DNI' as type, (20000000 + n)::text as number, '+54381555' || to_char(n, 'FM0000') as mobile where n <= 33) d on true
                order by md5(n::text)
                """);
        }
    }
}
