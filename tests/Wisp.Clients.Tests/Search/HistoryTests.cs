using System.Net;

namespace Wisp.Clients.Tests.Search;

/// <summary>A client's audits and their filter, on the page and in the panel. Days are the ISP's, three hours behind UTC.</summary>
public sealed class HistoryTests(ClientsApp app) : IClassFixture<ClientsApp>
{
    private static readonly Guid Batch = Guid.Parse("0197c0de-0000-7000-8000-00000000cafe");

    [Fact]
    public async Task It_is_filtered_by_who_field_days_and_batch()
    {
        var id = await app.StoreAsync("Con historia");
        await AuditAsync(id, "2024-05-31T02:59:59Z", "ana", "formulario", """{"name": "Uno"}""", """{"name": "Dos"}""");
        await AuditAsync(id, "2024-05-31T03:00:00Z", "beto", "formulario", """{"email": null}""", """{"email": "x@x.example"}""");
        await AuditAsync(id, "2024-06-01T02:59:59Z", "ana", "clients.bulk", """{"zone_id": null, "email": "x@x.example"}""", """{"zone_id": "z", "email": null}""", Batch);
        await AuditAsync(id, "2024-06-02T12:00:00Z", "<svg/onload=alert(1)>", "formulario", """{"name": "Dos"}""", """{"name": "<svg/onload=alert(2)>"}""");
        await AuditAsync(await app.StoreAsync("Otro del lote"), "2024-06-01T02:59:59Z", "ana", "clients.bulk", """{"name": "x"}""", """{"name": "ajeno"}""", Batch);

        foreach (var page in new[] { $"/clients/{id}/history?", $"/clients/{id}/panel?tab=history&" })
        {
            foreach (var (query, changes) in new[]
            {
                ("who=ana", "31/5/2024 23:59 30/5/2024 23:59"), ("who=beto", "31/5/2024 00:00"), ("who=nadie", ""),
                ("field=clients.client:email", "31/5/2024 23:59 31/5/2024 00:00"), ("field=clients.client:name&who=ana", "30/5/2024 23:59"),
                ("field=clients.client:nada", ""), ("field=otra.tabla:name", ""), ("field=name", ""),
                ("from=2024-05-31&to=2024-05-31", "31/5/2024 23:59 31/5/2024 00:00"), ("to=2024-05-30", "30/5/2024 23:59"), ("from=2024-06-01&to=2024-06-30", "2/6/2024 09:00"),
                ($"batch={Batch}", "31/5/2024 23:59"), ($"batch={Batch}&who=beto", ""), ($"batch={Guid.CreateVersion7()}", ""),
            })
            {
                var answer = await app.Admin.GetAsync(page + query);
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.Equal(changes, string.Join(' ', answer.Texts(".change").Select(change => change.Split(" · ")[0])));
                if (changes.Length == 0) Assert.Contains("Ningún cambio cumple el filtro.", answer.Text, StringComparison.Ordinal);
            }

            // A field narrows the lines too, not only the changes.
            Assert.Equal(["E-mail x@x.example", "E-mail x@x.example"], (await app.Admin.GetAsync(page + "field=clients.client:email")).Texts("table.history tr:not(.change):has(td)"));
        }

        var all = await app.Admin.GetAsync($"/clients/{id}/history");
        Assert.Null(all.Document.QuerySelector("svg[onload]"));
        Assert.Equal($"lote {Batch.ToString("N")[^8..]}", all.Texts(".change a").Single());
        Assert.Equal(["31/5/2024 23:59"], (await app.Admin.GetAsync(all.Document.QuerySelector(".change a")!.GetAttribute("href")!)).Texts(".change").Select(change => change.Split(" · ")[0]));
        Assert.Contains("ana", all.Texts("#h-who option"));
        Assert.Contains("Zona", all.Texts("#h-field option"));

        // The form keeps what is chosen, and one press clears it.
        var chosen = await app.Admin.GetAsync($"/clients/{id}/history?who=ana&field=clients.client:email&from=2024-05-31&batch={Batch}");
        var sent = await app.Admin.SubmitAsync(chosen, ".history-filter", ("who", ""));
        Assert.Equal(["31/5/2024 23:59"], sent.Texts(".change").Select(change => change.Split(" · ")[0]));
        Assert.Equal($"/clients/{id}/history", chosen.Document.QuerySelector(".history-filter a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("who=a%00b")]
    [InlineData("field=%00:name")]
    [InlineData("field=a:b:c")]
    [InlineData("from=ayer&to=0000-00-00")]
    [InlineData("to=9999-12-31")]
    [InlineData("from=1901-01-01")]
    [InlineData("batch=lote")]
    [InlineData("before=-1")]
    [InlineData("before=99999999999999999999")]
    [InlineData("who=%25&before=9223372036854775807")]
    public async Task Nonsense_never_fails(string query)
    {
        var id = await app.CreatedAsync(("Name", "Sin sentido"));

        foreach (var page in new[] { $"/clients/{id}/history?", $"/clients/{id}/panel?tab=history&" })
            Assert.Equal(HttpStatusCode.OK, (await app.Admin.GetAsync(page + query)).Status);
    }

    [Fact]
    [Trait("rule", "PANEL-04")]
    public async Task The_tab_Mapa_shows_the_point_or_says_that_there_is_none()
    {
        var (with, without) = (await app.CreatedAsync(("Name", "Con punto"), ("Address", "Calle 9"), ("Latitude", "-26,8"), ("Longitude", "-65,2")), await app.CreatedAsync(("Name", "Sin punto")));

        var map = await app.Admin.GetPartAsync($"/clients/{with}/panel?tab=map");
        Assert.Equal("Mapa", map.Texts(".tabs a[aria-current=page]").Single());
        Assert.Contains("-26.8", map.Document.QuerySelector("[data-map]")!.OuterHtml, StringComparison.Ordinal);
        var none = await app.Admin.GetPartAsync($"/clients/{without}/panel?tab=map");
        Assert.Null(none.Document.QuerySelector("[data-map]"));
        Assert.NotNull(none.Document.QuerySelector($".panel-body a[href^='/clients/{without}/edit']"));
    }

    private Task<int> AuditAsync(Guid client, string at, string actor, string channel, string old, string now, Guid? batch = null) => app.Database.RunAsync(
        """
        insert into host.audit (at, schema_name, table_name, entity_id, subject_id, action, old, new, actor, channel, batch_id)
        values ($2, 'clients', 'client', $1, $1, 'U', $5::jsonb, $6::jsonb, $3, $4, $7)
        """, client, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), actor, channel, old, now,
        Sdk.SqlExtensions.As(batch, NpgsqlTypes.NpgsqlDbType.Uuid));
}
