using System.Net;
using System.Text.Json;
using Wisp.Sdk;

namespace Wisp.Zones.Tests.Areas;

/// <summary>From an uploaded file to places: what is told before, once and no twice, and what happens when a job breaks off.</summary>
[Collection(AreaTests.Name)]
public sealed class ImportTests(AreaApp app)
{
    private readonly Editor _editor = new(app);

    [Fact]
    public async Task Who_would_move_is_told_before_and_nothing_is_kept_of_the_trial()
    {
        var (moved, made) = (ZonesApp.Unique("Corrida"), ZonesApp.Unique("Recién"));
        var (stays, comes, goes) = (await _editor.ClientAsync(40.9, -55.5), await _editor.ClientAsync(41.5, -55.5), await _editor.ClientAsync(40.1, -55.5));
        await app.EndAsync(Assert.Single((await _editor.SendAsync("Save", Editor.New(moved, AreaApp.Square(40, -56, 1)))).Jobs));
        var zone = await app.Zones.IdAsync("zones", moved);
        var preview = await app.UploadAsync(AreaApp.Collection(
            AreaApp.Feature(moved, AreaApp.Square(40.5, -56, 0.75)), AreaApp.Feature(made, AreaApp.Square(41.25, -56, 1))));

        var told = await TriedAsync(preview);

        Assert.Equal(["1 nuevas, 1 con borde nuevo, 0 iguales, 0 rechazadas.", "Al guardar, 2 clientes cambian de lugar:"], told.Texts("[aria-labelledby=trial-title] p"));
        Assert.Equal([$"1: de {moved} a ninguno", $"1: de ninguno a {made}"], told.Texts("[aria-labelledby=trial-title] li").Order(StringComparer.Ordinal));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from zones.zone where name = $1", made));
        Assert.Equal("MULTIPOLYGON(((40 -56,41 -56,41 -55,40 -55,40 -56)))", await app.Database.ValueAsync<string>("select ext.st_astext(area) from zones.zone where id = $1", zone));

        Assert.Equal(("done", 2L, 0L, 0L), await app.TakeAsync(told));
        await Eventually.BecomesAsync(() => _editor.ZoneOfAsync(goes), found => found is null);
        Assert.Equal(zone, await _editor.ZoneOfAsync(stays));
        Assert.Equal(await app.Zones.IdAsync("zones", made), await _editor.ZoneOfAsync(comes));
    }

    [Fact]
    public async Task A_file_is_taken_once()
    {
        var preview = await app.UploadAsync(AreaApp.Collection(AreaApp.Feature(ZonesApp.Unique("Única"), AreaApp.Square(50, -56, 1))));
        await app.TakeAsync(preview);

        var again = await app.Admin.SubmitAsync(preview, "form.form");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal(["Este archivo ya se está guardando o ya se guardó. Para otra vez, subilo de nuevo."], again.Texts(".error-summary li"));
        Assert.True((await app.Admin.GetAsync(preview.Url)).Document.QuerySelector(".save-bar button")!.HasAttribute("disabled"));
    }

    [Fact]
    public async Task Of_two_who_press_at_once_one_is_told_that_it_is_begun()
    {
        var preview = await app.UploadAsync(AreaApp.Collection(AreaApp.Feature(ZonesApp.Unique("Doble"), AreaApp.Square(52, -56, 1))));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.Admin.SubmitAsync(preview, "form.form")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Redirect);
        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task What_broke_off_is_told_and_can_be_saved_again()
    {
        var name = ZonesApp.Unique("Cortada");
        var preview = await app.UploadAsync(AreaApp.Collection(AreaApp.Feature(name, AreaApp.Square(54, -56, 1))));
        await app.TakeAsync(preview);
        await app.Database.RunAsync("update host.job set state = 'failed', failure = 'Se cortó la luz.' where id = (select job_id from zones.area_import where id = $1)", IdOf(preview));

        var told = await app.Admin.GetAsync(preview.Url);

        Assert.StartsWith("La importación se cortó: Se cortó la luz. Podés guardarla otra vez.", Assert.Single(told.Texts(".note-error p")), StringComparison.Ordinal);
        // As it is when it broke off after the border was stored and before anybody was moved.
        await app.Database.RunAsync(
            """
            insert into clients.client (name, country, location, created_at, updated_at) values ('De la cortada', 'AR', ext.st_setsrid(ext.st_makepoint(54.5, -55.5), 4326), now(), now());
            select set_config('clients.placed', 'yes', false);
            update clients.client set zone_id = null where name = 'De la cortada'
            """);
        Assert.Equal(("done", 0L, 1L, 0L), await app.TakeAsync(told));
        Assert.Equal(name, await Eventually.BecomesAsync(
            () => app.Database.ValueAsync<string>("select z.name from clients.client c join zones.zone z on z.id = c.zone_id where c.name = 'De la cortada'"), zone => zone is not null));
    }

    [Fact]
    public async Task Names_that_differ_in_blanks_and_case_alone_are_one_and_only_the_first_is_taken()
    {
        var name = ZonesApp.Unique("Centro Sur");
        var preview = await app.UploadAsync(AreaApp.Collection(
            AreaApp.Feature(name, AreaApp.Square(50, -58, 1)), AreaApp.Feature(name.ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal) + " ", AreaApp.Square(52, -58, 1))));

        Assert.Equal(("done", 1L, 0L, 1L), await app.TakeAsync(preview));

        Assert.Equal(50.0, await app.Database.ValueAsync<double>("select ext.st_xmin(area) from zones.zone where name = $1", name));
    }

    [Theory]
    [InlineData("failed", "No pudimos leer el archivo: Se cortó la luz.")]
    [InlineData("cancelled", "No pudimos leer el archivo: alguien la detuvo.")]
    public async Task A_reading_that_broke_off_says_so_and_shows_a_way_on(string state, string said)
    {
        var preview = await app.UploadAsync(AreaApp.Collection(AreaApp.Feature(ZonesApp.Unique("Ilegible"), AreaApp.Square(56, -56, 1))));
        await app.Database.RunAsync("update zones.area_import set state = 'reading' where id = $1", IdOf(preview));
        await app.Database.RunAsync(
            "update host.job set state = $2, failure = case $2 when 'failed' then 'Se cortó la luz.' end where id = (select job_id from zones.area_import where id = $1)", IdOf(preview), state);

        var told = await app.Admin.GetAsync(preview.Url);

        Assert.StartsWith(said, Assert.Single(told.Texts(".note-error p")), StringComparison.Ordinal);
        Assert.Null(told.Document.QuerySelector("#reading"));
        Assert.NotNull(told.Document.QuerySelector(".note-error a[href^='/jobs/']"));
        Assert.NotNull(told.Document.QuerySelector("a.btn[href='/zones/import']"));
    }

    [Fact]
    public async Task A_name_that_somebody_makes_meanwhile_gets_the_border_and_the_rest_goes_on()
    {
        var (raced, beside) = (ZonesApp.Unique("Carrera"), ZonesApp.Unique("Tranquila"));
        var preview = await app.UploadAsync(AreaApp.Collection(AreaApp.Feature(raced, AreaApp.Square(58, -56, 1)), AreaApp.Feature(beside, AreaApp.Square(60, -56, 1))));
        await using var connection = await app.Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.Sql("insert into zones.zone (id, name) values (host.uuid7(), $1)", raced).RunAsync();
        var started = await app.Admin.SubmitAsync(preview, "form.form");
        // The job waits for the other to say whether there is such a zone.
        await Eventually.BecomesAsync(
            () => app.Database.ValueAsync<long>("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into zones.zone%'"), waiting => waiting == 1);
        await transaction.CommitAsync();

        Assert.Equal(("done", 2L, 0L, 0L), await app.EndAsync(Guid.Parse(started.Location!.Split('/')[^1])));
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from zones.zone where name in ($1, $2) and area is not null", raced, beside));
    }

    [Fact]
    public async Task A_long_file_is_listed_and_drawn_in_part_and_says_so()
    {
        var preview = await app.UploadAsync(AreaApp.Collection([.. Enumerable.Range(0, 1200)
            .Select(i => AreaApp.Feature($"Larga {i}", AreaApp.Square(-170 + (i % 40), -80 + (i / 40), 0.5)))]));

        Assert.Contains("1200 áreas se pueden guardar como están", preview.Text, StringComparison.Ordinal);
        Assert.Equal(200, preview.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Se listan las primeras 200 de 1200 formas", preview.Text, StringComparison.Ordinal);
        Assert.Contains("El mapa muestra 1000 de 1200 formas.", preview.Text, StringComparison.Ordinal);
        using var drawn = JsonDocument.Parse(preview.Document.QuerySelector("[data-map-shapes]")!.GetAttribute("data-map-shapes")!);
        Assert.Equal(1000, drawn.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Sound_areas_show_their_size_and_an_open_border_is_kept_only_when_its_repair_is_accepted()
    {
        var (sound, open) = (ZonesApp.Unique("Entera"), ZonesApp.Unique("Abierta"));
        // A degree on each side at the equator: 6371.0088² · (π/180) · sin 1° = 12,363.72 km².
        var preview = await app.UploadAsync(AreaApp.Collection(
            AreaApp.Feature(sound, AreaApp.Square(160, 0, 1)), AreaApp.Feature(open, """{"type":"Polygon","coordinates":[[[162,0],[163,0],[163,1],[162,1]]]}""")));
        Assert.Equal(["0,0000 → 12.363,72", "12.363,72"], preview.Texts("tbody tr td:last-child"));

        Assert.Equal(("done", 1L, 0L, 1L), await app.TakeAsync(preview));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from zones.zone where name = $1", open));

        var again = await app.UploadAsync(AreaApp.Collection(AreaApp.Feature(open, """{"type":"Polygon","coordinates":[[[162,0],[163,0],[163,1],[162,1]]]}""")));
        Assert.Equal(("done", 1L, 0L, 0L), await app.TakeAsync(again, ("AcceptRepairs", "true")));
        Assert.Equal("MULTIPOLYGON(((162 0,163 0,163 1,162 1,162 0)))", await app.Database.ValueAsync<string>("select ext.st_astext(area) from zones.zone where name = $1", open));
    }

    /// <summary>Presses "Ver quién cambia" and waits for the answer.</summary>
    private async Task<Page> TriedAsync(Page preview)
    {
        var started = await app.Admin.SubmitAsync(preview, "button[formaction]");
        Assert.True(started.Location is not null, started.Text);
        return await Eventually.BecomesAsync(() => app.Admin.GetAsync(started.Location!), page => page.Document.QuerySelector("#trial-title") is not null);
    }

    private static Guid IdOf(Page preview) => Guid.Parse(preview.Url.Split('/')[^1]);
}
