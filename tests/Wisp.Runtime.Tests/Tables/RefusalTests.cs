using System.IO.Compression;

namespace Wisp.Runtime.Tests.Tables;

[Trait("rule", "IMP-01")]
public sealed class RefusalTests
{
    [Fact]
    public async Task An_archive_that_is_no_workbook()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, true))
        await using (var content = await archive.CreateEntry("datos.csv").OpenAsync())
            content.Write("nombre\nAna"u8);

        Assert.Equal("table.zip", (await Heads.OfAsync(file.ToArray())).Refusal?.Key);
    }

    [Fact]
    public async Task An_empty_file() => Assert.Equal("table.empty", (await Heads.OfAsync([])).Refusal?.Key);

    [Theory]
    [InlineData("\n\n  \n", "table.empty")]
    [InlineData("nombre;notas\nAna;\"sin cerrar\nLuis;x\n", "table.quote")]
    public async Task Text_that_cannot_be_read(string text, string key) => Assert.Equal(key, (await Heads.OfAsync(text)).Refusal?.Key);

    [Fact]
    public async Task Other_binary_files()
    {
        Assert.Equal("table.binary", (await Heads.OfAsync([.. "%PDF-1.7\n"u8])).Refusal?.Key);
        Assert.Equal("table.binary", (await Heads.OfAsync([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 37))])).Refusal?.Key);
    }
}
