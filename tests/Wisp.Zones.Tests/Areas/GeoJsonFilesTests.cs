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
        var page = await app.UploadAsync(await System.IO.File.ReadAllBytesAsync(Path.Combine(AreaApp.File("geojson"), file)), Path.GetFileName(file));

        Assert.Equal(200, (int)page.Status);
        string[] said = [.. page.Texts(".note-error p"), .. page.Document.QuerySelectorAll("tbody tr").Select(row =>
            string.Join(" ", row.QuerySelectorAll(".state, td:last-child").Select(e => e.TextContent.Trim()).Where(text => text.Length > 0)))];
        Assert.Equal(Outcomes[Path.GetFileNameWithoutExtension(file)], said);
    }

    [Fact]
    public void All_of_them_are_there() => Assert.Equal(74, Files.Count);
}
