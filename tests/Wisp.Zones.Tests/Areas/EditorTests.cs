using System.Text.Json;

namespace Wisp.Zones.Tests.Areas;

/// <summary>What the editor on the map sends and is told.</summary>
[Collection(AreaTests.Name)]
public sealed class EditorTests(AreaApp app)
{
    private readonly Editor _editor = new(app);

    [Fact]
    public async Task A_zone_is_drawn_and_who_moves_is_told_before_and_moved_after()
    {
        var (inside, outside) = (await _editor.ClientAsync(-60.5, -30.5), await _editor.ClientAsync(-62, -30.5));
        var name = ZonesApp.Unique("Dibujada");
        var edit = Editor.New(name, AreaApp.Square(-61, -31, 1));

        var told = await _editor.SendAsync("Try", edit);
        Assert.Empty(told.Problems);
        Assert.Equal("Al guardar, 1 cliente cambia de lugar:", told.Summary);
        Assert.Equal([$"1: de ninguno a {name}"], told.Moves);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from zones.zone where name = $1", name));

        var saved = await _editor.SendAsync("Save", edit);
        Assert.Equal(("done", 1L, 0L, 0L), await app.EndAsync(Assert.Single(saved.Jobs)));
        var zone = await app.Zones.IdAsync("zones", name);
        Assert.Equal(zone, await _editor.ZoneOfAsync(inside));
        Assert.Null(await _editor.ZoneOfAsync(outside));

        // Moved to the west, it lets go of one and takes the other.
        saved = await _editor.SendAsync("Save", await _editor.OfAsync(zone, AreaApp.Square(-62.5, -31, 1)));
        Assert.Equal(("done", 2L, 0L, 0L), await app.EndAsync(Assert.Single(saved.Jobs)));
        Assert.Null(await _editor.ZoneOfAsync(inside));
        Assert.Equal(zone, await _editor.ZoneOfAsync(outside));

        // Its history has both borders, with who drew them.
        var history = await app.Admin.GetAsync($"/zones/zones/borders/{zone}");
        Assert.Equal(2, history.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from zones.border where place_id = $1 and operator_id is not null and actor <> ''", zone));
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from host.audit where entity_id = $1 and new ? 'border_id'", zone));

        // Taken away, nobody is left in it.
        saved = await _editor.SendAsync("Save", await _editor.OfAsync(zone, "null"));
        Assert.Equal(("done", 1L, 0L, 0L), await app.EndAsync(Assert.Single(saved.Jobs)));
        Assert.Null(await _editor.ZoneOfAsync(outside));
    }

    [Fact]
    public async Task Who_was_placed_by_hand_stays()
    {
        var (name, client) = (ZonesApp.Unique("Mano"), await _editor.ClientAsync(-50.5, -20.5));
        var chosen = await app.Zones.CreatedAsync("zones", ZonesApp.Unique("Elegida"));
        await app.Database.RunAsync("update clients.client set zone_id = $2 where id = $1", client, chosen);

        var told = await _editor.SendAsync("Try", Editor.New(name, AreaApp.Square(-51, -21, 1)));

        Assert.Equal(("Al guardar, nadie cambia de lugar.", 0), (told.Summary, told.Moves.Length));
    }

    [Fact]
    [Trait("case", "H01")]
    public async Task A_bow_tie_is_refused_at_its_spot_with_a_repair_that_says_what_it_changes()
    {
        var bow = """{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}""";

        var told = Assert.Single((await _editor.SendAsync("Save", Editor.New(ZonesApp.Unique("Moño"), bow))).Problems);

        Assert.Equal("El borde se cruza o se toca consigo mismo en 1, 1.", told.Text);
        Assert.Equal("1, 1", told.Spot);
        Assert.Equal("Reparar: la superficie pasa de 0,0000 a 24.723,67 km²", told.Offer);
        Assert.Empty((await _editor.SendAsync("Try", Editor.New(ZonesApp.Unique("Moño"), told.Repair!.Value.GetRawText()))).Problems);
    }

    [Theory]
    [Trait("case", "H04")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "No tiene un área dibujada.")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""", "El borde no se cierra: termina en 1, 0 y empieza en 0, 0.")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0],[0,0]]]}""", "Un borde necesita al menos tres puntos distintos.")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[200,0],[1,1],[0,0]]]}""", "El punto 0, 200 está fuera del globo: la longitud va de -180 a 180 y la latitud de -90 a 90, en grados de WGS 84 y con la longitud primero.")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1e999,0],[1,1],[0,0]]]}""", "El punto 0, Infinity está fuera del globo: la longitud va de -180 a 180 y la latitud de -90 a 90, en grados de WGS 84 y con la longitud primero.")]
    [InlineData("""{"type":"Point","coordinates":[0,0]}""", "Es de tipo Point y un área es un polígono (Polygon o MultiPolygon).")]
    [InlineData("""{"type":"Polygon","coordinates":[[["0,0];alert(1)//",0],[1,0],[1,1],[0,0]]]}""", "area.coordinates[0][0] tiene que ser un punto: longitud y latitud, dos números.")]
    [InlineData("\"nada\"", "area tiene que ser un objeto con tipo y coordenadas.")]
    [InlineData("""{"type":"\ud800","coordinates":[]}""", "El archivo tiene letras a medias (escapes de Unicode incompletos).")]
    [InlineData("""{"\udc00":1,"type":"Polygon","coordinates":[]}""", "El archivo tiene letras a medias (escapes de Unicode incompletos).")]
    public async Task What_is_no_area_is_refused_with_a_sentence(string area, string said) =>
        Assert.Equal(said, Assert.Single((await _editor.SendAsync("Save", Editor.New(ZonesApp.Unique("Mala"), area))).Problems).Text);

    [Fact]
    [Trait("case", "H04")]
    public async Task A_ring_that_does_not_close_is_offered_closed_with_what_that_changes()
    {
        // The hole is open, so as it is written the whole square of 111 km a side counts; closed, it takes a triangle of 0.02 square degrees.
        var open = """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.2,0.2],[0.2,0.4],[0.4,0.4]]]}""";

        var told = Assert.Single((await _editor.SendAsync("Save", Editor.New(ZonesApp.Unique("Abierta"), open))).Problems);

        Assert.Equal("El borde no se cierra: termina en 0.4, 0.4 y empieza en 0.2, 0.2.", told.Text);
        Assert.Equal("0.4, 0.4", told.Spot);
        Assert.Equal("Reparar: la superficie pasa de 12.363,72 a 12.116,43 km²", told.Offer);
        Assert.Equal(
            "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0),(0.2 0.2,0.2 0.4,0.4 0.4,0.2 0.2)))",
            await app.Database.ValueAsync<string>("select ext.st_astext(ext.st_geomfromgeojson($1))", told.Repair!.Value.GetRawText()));
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[{\"name\":\"\\ud800\"}]")]
    public async Task What_is_no_list_of_borders_is_refused(string body)
    {
        Assert.Equal(400, (int)(await _editor.AnswerAsync("Save", body)).Status);
        Assert.Equal(400, (int)(await _editor.AnswerAsync("Try", body)).Status);
    }

    [Fact]
    public async Task More_borders_at_once_than_a_person_draws_are_refused()
    {
        var told = await _editor.SendAsync("Save", [.. Enumerable.Range(0, 201).Select(i => Editor.New($"Muchas {i}", AreaApp.Square(i / 10.0, 60, 0.05)))]);

        Assert.Equal("Cambiaste 201 bordes y entran hasta 200 por vez: guardá algunos primero.", Assert.Single(told.Problems).Text);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from zones.zone where name like 'Muchas %'"));
    }

    [Fact]
    [Trait("case", "H06")]
    public async Task An_area_across_the_180th_meridian_is_split_and_holds_nobody_in_Buenos_Aires()
    {
        var fiji = """{"type":"Polygon","coordinates":[[[177.9,-18.3],[177.9,-16.2],[-179.8,-16.2],[-179.8,-18.3],[177.9,-18.3]]]}""";
        var name = ZonesApp.Unique("Fiyi");
        var told = Assert.Single((await _editor.SendAsync("Save", Editor.New(name, fiji))).Problems);
        Assert.StartsWith("Desde -16.2, 177.9 el borde da media vuelta al mundo", told.Text, StringComparison.Ordinal);

        await _editor.SendAsync("Save", Editor.New(name, told.Repair!.Value.GetRawText()));

        Assert.Equal("t|t|f|f", await app.Database.ValueAsync<string>(
            """
            select string_agg(left((zones.zone_at(ext.st_setsrid(ext.st_makepoint(p.x, p.y), 4326)) is not distinct from z.id)::text, 1), '|' order by p.no)
            from zones.zone z, (values (1, 178.5, -17), (2, -179.9, -17), (3, -58.4, -34.6), (4, 0, -17)) p(no, x, y) where z.name = $1
            """, name));
    }

    [Fact]
    [Trait("case", "H11")]
    public async Task Fifty_thousand_vertices_are_refused_and_offered_simplified()
    {
        var ring = Enumerable.Range(0, 50_000).Select(i => (i * Math.Tau / 50_000, 0.1 + (i % 2 * 0.000001)))
            .Select(p => FormattableString.Invariant($"[{-70 + (Math.Cos(p.Item1) * p.Item2)},{-40 + (Math.Sin(p.Item1) * p.Item2)}]")).ToList();
        var round = $$"""{"type":"Polygon","coordinates":[[{{string.Join(",", ring)}},{{ring[0]}}]]}""";
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var told = Assert.Single((await _editor.SendAsync("Save", Editor.New(ZonesApp.Unique("Redonda"), round))).Problems);

        Assert.Equal("Tiene 50001 vértices y entran hasta 10000.", told.Text);
        Assert.StartsWith("Reparar: la superficie pasa de 297,", told.Offer, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Of_two_operators_at_one_border_the_second_is_told_and_neighbours_do_not_disturb_each_other()
    {
        var (one, two) = (await app.Zones.CreatedAsync("zones", ZonesApp.Unique("Vecina")), await app.Zones.CreatedAsync("zones", ZonesApp.Unique("Vecina")));
        var (first, second) = (await _editor.OfAsync(one, AreaApp.Square(5, 5, 1)), await _editor.OfAsync(one, AreaApp.Square(5, 5, 2)));
        var beside = await _editor.OfAsync(two, AreaApp.Square(6, 5, 1));

        var answers = await Task.WhenAll(_editor.SendAsync("Save", first), _editor.SendAsync("Save", second), _editor.SendAsync("Save", beside));

        Assert.Empty(answers[2].Problems);
        var told = Assert.Single(answers[..2], answer => answer.Problems.Length > 0);
        Assert.StartsWith("Otra persona cambió este lugar mientras dibujabas.", told.Problems[0].Text, StringComparison.Ordinal);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from zones.border where place_id = $1", one));

        // Of several drawn together, all are saved or none.
        var together = await _editor.SendAsync("Save", await _editor.OfAsync(two, AreaApp.Square(6, 5, 3)), second);
        Assert.Equal(1, Assert.Single(together.Problems).At);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from zones.border where place_id = $1", two));
    }

    [Fact]
    public async Task Overlaps_are_shown_with_who_wins()
    {
        var (older, newer) = (ZonesApp.Unique("Debajo"), ZonesApp.Unique("Encima"));
        await _editor.SendAsync("Save", Editor.New(older, AreaApp.Square(100, 0, 1)));

        var told = await _editor.SendAsync("Try", Editor.New(newer, AreaApp.Square(100.5, 0, 1)));

        Assert.Contains(" se superponen en ", Assert.Single(told.Overlaps), StringComparison.Ordinal);
        Assert.EndsWith($" km²: esos puntos son de {older}.", told.Overlaps[0], StringComparison.Ordinal);
        Assert.Empty((await _editor.SendAsync("Try", Editor.New(newer, AreaApp.Square(101, 0, 1)))).Overlaps);
    }

    [Fact]
    public async Task Another_priority_and_a_zone_brought_back_move_clients_too()
    {
        var (below, above) = (ZonesApp.Unique("Piso"), ZonesApp.Unique("Techo"));
        await _editor.SendAsync("Save", Editor.New(below, AreaApp.Square(110, 0, 1)));
        await _editor.SendAsync("Save", Editor.New(above, AreaApp.Square(110, 0, 1)));
        var (lower, upper) = (await app.Zones.IdAsync("zones", below), await app.Zones.IdAsync("zones", above));
        var client = await _editor.ClientAsync(110.5, 0.5);
        Assert.Equal(lower, await _editor.ZoneOfAsync(client));

        await app.Zones.EditAsync("zones", upper, ("Input.Priority", "3"));
        await Eventually.BecomesAsync(() => _editor.ZoneOfAsync(client), zone => zone == upper);

        await app.Zones.ArchiveAsync("zones", upper, "none");
        Assert.Equal(lower, await _editor.ZoneOfAsync(client));
        await app.Zones.RestoreAsync("zones", upper);
        await Eventually.BecomesAsync(() => _editor.ZoneOfAsync(client), zone => zone == upper);
    }

    [Fact]
    public async Task An_area_is_split_along_a_line()
    {
        var answer = await _editor.PostAsync("Split", Cut("[[1,-1],[1,4]]"));
        Assert.Equal(
            """{"stays":{"type":"MultiPolygon","coordinates":[[[[1,3],[1,0],[3,0],[3,3],[1,3]]]]},"goes":{"type":"MultiPolygon","coordinates":[[[[1,0],[1,3],[0,3],[0,0],[1,0]]]]}}""",
            answer);

        Assert.Contains("de lado a lado", JsonDocument.Parse(await _editor.PostAsync("Split", Cut("[[1,-1],[1,2]]"))).RootElement.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    private static string Cut(string line) =>
        "{\"area\":" + AreaApp.Square(0, 0, 3) + ",\"line\":{\"type\":\"LineString\",\"coordinates\":" + line + "}}";
}
