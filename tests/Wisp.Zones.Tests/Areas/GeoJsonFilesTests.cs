using System.Text.Json;

namespace Wisp.Zones.Tests.Areas;

/// <summary>74 files of the world: each is taken or refused with a sentence of its own.</summary>
[Collection(AreaTests.Name)]
[Trait("case", "H09")]
public sealed class GeoJsonFilesTests(AreaApp app)
{
    private static readonly Dictionary<string, string[]> Outcomes = System.IO.File.ReadLines(AreaApp.File("outcomes.txt"))
        .Select(line => line.Split(" | ")).ToDictionary(parts => parts[0], parts => parts[1..]);

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(AreaApp.File("geojson"), "*.geojson", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(AreaApp.File("geojson"), file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Each_file_is_taken_or_refused_with_a_sentence(string file)
    {
        var content = await System.IO.File.ReadAllBytesAsync(Path.Combine(AreaApp.File("geojson"), file));
        var page = await app.UploadAsync(content, Path.GetFileName(file));

        Assert.Equal(200, (int)page.Status);
        string[] said = [.. page.Texts(".note-error p"), .. page.Document.QuerySelectorAll("tbody tr").Select(row =>
            string.Join(" ", row.QuerySelectorAll(row.QuerySelector(".state-enabled") is null ? ".state, td:last-child" : ".state").Select(e => e.TextContent.Trim()).Where(text => text.Length > 0)))];
        Assert.Equal(Outcomes[Path.GetFileNameWithoutExtension(file)], said);
        await SameAsPostGisAsync(await app.Database.ValueAsync<Guid>("select id from zones.area_import order by created_at desc limit 1"), file, content);
    }

    [Fact]
    public void All_of_them_are_there() => Assert.Equal(74, Files.Count);

    /// <summary>
    /// What is stored of a file is what PostGIS itself reads there, and every polygon that PostGIS holds for valid is taken: two readers
    /// that know nothing of each other agree.
    /// </summary>
    private async Task SameAsPostGisAsync(Guid import, string file, byte[] content)
    {
        var taken = await app.Database.ValueAsync<long>("select count(*) from zones.area_import_item where import_id = $1 and fault is null", import);
        if (file.StartsWith("invalid_structure", StringComparison.Ordinal))
        {
            Assert.Equal(0, taken);
            return;
        }

        using var json = JsonDocument.Parse(content);
        var (number, sound) = (0, 0L);
        foreach (var shape in Shapes(json.RootElement))
        {
            number++;
            var found = shape.ValueKind == JsonValueKind.Object ? await app.Database.ValueAsync<string>(
                """
                with drawn as (
                    select ext.st_force2d(ext.st_geomfromgeojson($3)) as shape
                ), item as (
                    select * from zones.area_import_item where import_id = $1 and no = $2)
                select case
                    when not exists (select from item) then 'missing'
                    when (select fault is null from item) then
                        case when ext.st_isvalid(shape) and ext.st_equals(shape, (select area from item))
                            and abs(ext.st_area(shape::ext.geography) / 1e6 - (select after_km2 from item)) <= 0.01 * (select after_km2 from item) then 'same' else 'other' end
                    when ext.st_geometrytype(shape) in ('ST_Polygon', 'ST_MultiPolygon') and not ext.st_isempty(shape) and ext.st_isvalid(shape)
                        and ext.st_xmax(shape) - ext.st_xmin(shape) <= 180 and abs(ext.st_ymin(shape)) <= 90 and ext.st_ymax(shape) <= 90
                        and ext.st_xmin(shape) >= -180 and ext.st_xmax(shape) <= 180 then 'refused'
                    else 'no area' end
                from drawn
                """, import, number, Readable(file) ? shape.GetRawText() : """{"type":"Point","coordinates":[0,0]}""") : "no area";
            Assert.Contains(found, (string[])["same", "no area"]);
            if (found == "same") sound++;
        }

        Assert.Equal(taken, sound);
    }

    /// <summary>Whether PostGIS, which throws where we say a sentence, reads it at all; and whether it is in degrees.</summary>
    private static bool Readable(string file) =>
        Path.GetFileNameWithoutExtension(file) is not ("invalid_unclosed" or "invalid_less_three_unique_nodes" or "invalid_incorrect_geometry_data_type" or "problematic_zero_length_linestring");

    private static IEnumerable<JsonElement> Shapes(JsonElement root) => root.GetProperty("type").GetString() switch
    {
        // In metres: refused as a whole.
        _ when root.TryGetProperty("crs", out _) => [],
        "FeatureCollection" => root.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("geometry")),
        "Feature" => [root.GetProperty("geometry")],
        _ => [root],
    };
}
