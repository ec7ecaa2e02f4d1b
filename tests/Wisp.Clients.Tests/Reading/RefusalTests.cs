using System.IO.Compression;

namespace Wisp.Clients.Tests.Reading;

[Trait("rule", "IMP-01")]
public sealed class RefusalTests
{
    [Theory]
    [InlineData("datos.csv", "refusal.zip")]
    [InlineData("[Content_Types].xml", "refusal.workbook")]
    [InlineData("_rels/.rels", "refusal.workbook")]
    public async Task Archives_and_workbooks(string entry, string key)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, true))
        await using (var content = await archive.CreateEntry(entry).OpenAsync())
            content.Write("nombre\nAna"u8);

        Assert.Equal(key, (await Bytes.HeadAsync(file.ToArray())).Refusal?.Key);
    }

    [Fact]
    public async Task An_empty_file() => Assert.Equal("refusal.empty", (await Bytes.HeadAsync([])).Refusal?.Key);

    [Theory]
    [InlineData("\n\n  \n", "refusal.empty")]
    [InlineData("Ana;ana@x.example\nLuis;luis@x.example\n", "refusal.headings")]
    [InlineData("email;zona\na@x.example;Norte\n", "refusal.name")]
    [InlineData("nombre;notas\nAna;\"sin cerrar\nLuis;x\n", "refusal.quote")]
    public async Task Text_that_is_no_list_of_clients(string text, string key) => Assert.Equal(key, (await Bytes.HeadAsync(text)).Refusal?.Key);

    [Fact]
    public async Task Other_binary_files()
    {
        Assert.Equal("refusal.binary", (await Bytes.HeadAsync([.. "%PDF-1.7\n"u8])).Refusal?.Key);
        Assert.Equal("refusal.workbook", (await Bytes.HeadAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1])).Refusal?.Key);
        Assert.Equal("refusal.binary", (await Bytes.HeadAsync([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 37))])).Refusal?.Key);
    }
}
