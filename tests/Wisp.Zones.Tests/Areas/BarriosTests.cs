using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Npgsql;
using Wisp.Sdk;
using Xunit.Abstractions;

namespace Wisp.Zones.Tests.Areas;

/// <summary>Montevideo's own neighbourhoods, as the city publishes them, on an empty database.</summary>
public sealed class BarriosTests(AreaApp app, ITestOutputHelper output) : IClassFixture<AreaApp>
{
    [Fact]
    public async Task The_published_file_becomes_63_neighbourhoods_with_right_letters_and_holds_every_address()
    {
        var city = await app.Zones.CreatedAsync("cities", "Montevideo");
        var count = await AddressesAsync();
        await LiveAtAddressesAsync("antes");
        await app.Zones.CreatedAsync("neighborhoods", "Peñarol Lavalleja", city);
        var preview = await app.UploadAsync(await System.IO.File.ReadAllBytesAsync(AreaApp.File("barrios.geojson")), "barrios.geojson");
        Assert.Contains("Letras leídas como windows-1252.", preview.Text, StringComparison.Ordinal);
        Assert.True(preview.Text.Contains("63 áreas se pueden guardar como están", StringComparison.Ordinal), string.Join("\n", preview.Texts("tbody tr")));
        Assert.Equal("nombre", preview.Document.QuerySelector("#NameProperty option[selected]")!.TextContent);

        // Without a city nothing begins.
        var refused = await app.Admin.SubmitAsync(preview, "form.form", ("Kind", "Neighborhood"));
        Assert.Equal(["Ciudad: elegí la ciudad del barrio."], refused.Texts(".error-summary li"));

        Assert.Equal(("done", 63L, 0L, 0L), await app.TakeAsync(preview, ("Kind", "Neighborhood"), ("CityId", $"{city}")));
        Assert.Equal(63, await app.Database.ValueAsync<long>("select count(*) from zones.neighborhood where area is not null and city_id = $1", city));
        Assert.Equal("Peñarol Lavalleja", await app.Database.ValueAsync<string>("select name from zones.neighborhood where ext.fold(name) like '%lavalleja%' and area is not null"));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from zones.neighborhood where name ~ '[^A-Za-zÁÉÍÓÚÑÜáéíóúñü0-9 ,.()°]'"));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from zones.neighborhood where name = 'BAÑADOS DE CARRASCO'"));

        // Who was there before is moved by the job, who comes after is placed at once; all where the city lists their address.
        await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select count(*) from host.job where key = 'clients.place' and state = 'done'"), done => done == 1, 600);
        await AgreeAsync("antes", count);
        await LiveAtAddressesAsync("después");
        await AgreeAsync("después", count);
        Assert.Equal(2 * count, await app.Database.ValueAsync<long>("select count(*) from clients.client where city_id = $1 and not neighborhood_by_hand", city));

        // The same file again changes nothing.
        Assert.Equal(("done", 0L, 63L, 0L), await app.TakeAsync(await app.UploadAsync(await System.IO.File.ReadAllBytesAsync(AreaApp.File("barrios.geojson"))), ("Kind", "Neighborhood"), ("CityId", $"{city}")));
        await AddressesAsync(count);
        await ExportedAsync(city);
    }

    private async Task<long> AddressesAsync()
    {
        await using var connection = await app.Database.OpenAsync();
        await connection.Sql("create table public.address (barrio text, point ext.geometry(Point, 4326))").RunAsync();
        await using var packed = new GZipStream(System.IO.File.OpenRead(AreaApp.File("addresses.csv.gz")), CompressionMode.Decompress);
        using var lines = new StreamReader(packed);
        await using var copy = await connection.BeginTextImportAsync("copy public.address from stdin");
        await lines.ReadLineAsync();
        var count = 0L;
        while (await lines.ReadLineAsync() is { } line)
        {
            // All of them, or one in eighty.
            if (count++ % (Places.Deep ? 1 : 80) != 0) continue;
            var cells = line.Split(',');
            await copy.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{cells[^3]}\tSRID=4326;POINT({cells[^1]} {cells[^2]})\n"));
        }

        return Places.Deep ? count : (count + 79) / 80;
    }

    private async Task LiveAtAddressesAsync(string when)
    {
        await using var connection = await app.Database.OpenAsync();
        await using var command = connection.Sql(
            "insert into clients.client (name, address, country, location, created_at, updated_at) select $1, a.barrio, 'UY', a.point, now(), now() from public.address a", when);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    private async Task AgreeAsync(string when, long count)
    {
        var agree = await AgreeingClientsAsync(when);
        output.WriteLine($"{when}: {agree} of {count} clients are in the neighbourhood that the city lists for their address");
        Assert.Equal(count, agree);
    }

    private Task<long> AgreeingClientsAsync(string when) => app.Database.ValueAsync<long>(
        "select count(*) from clients.client c join zones.neighborhood n on n.id = c.neighborhood_id where c.name = $1 and ext.fold(n.name) = ext.fold(c.address)", when);

    private async Task AddressesAsync(long count)
    {
        await using var connection = await app.Database.OpenAsync();
        await connection.Sql("set search_path to ext; set local statement_timeout = 0").RunAsync();
        async Task<long> AgreeAsync(string found) => await connection.Sql(
            $"select count(*) from public.address a join zones.neighborhood n on n.id = {found} where ext.fold(n.name) = ext.fold(a.barrio)").ValueAsync<long>();

        Assert.Equal(count, await AgreeAsync("zones.neighborhood_at(a.point)"));
        Assert.Equal(count, await AgreeAsync(
            """
            (select p.neighborhood_id from zones.neighborhood_pieces_v1 p
             where p.cell && a.point and (p.area is null or ext.st_covers(p.area, a.point)) order by p.rank limit 1)
            """));
    }

    private async Task ExportedAsync(Guid city)
    {
        var answer = await app.Admin.GetAsync("/zones/neighborhoods.geojson");
        Assert.Equal("application/geo+json", answer.Headers["Content-Type"]);
        using var file = JsonDocument.Parse(answer.Body);
        Assert.Equal(63, file.RootElement.GetProperty("features").GetArrayLength());

        // Taken in again it is what it was, to the last digit.
        var preview = await app.UploadAsync(Encoding.UTF8.GetBytes(answer.Body), "ida-y-vuelta.geojson");
        Assert.Equal(("done", 0L, 63L, 0L), await app.TakeAsync(preview, ("Kind", "Neighborhood"), ("CityId", $"{city}"), ("NameProperty", "name")));
    }
}
