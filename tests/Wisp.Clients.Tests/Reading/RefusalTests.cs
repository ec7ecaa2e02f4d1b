using System.IO.Compression;

namespace Wisp.Clients.Tests.Reading;

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

        Assert.Equal("refusal.zip", (await Bytes.HeadAsync(file.ToArray())).Refusal?.Key);
    }

    [Fact]
    public async Task An_empty_file() => Assert.Equal("refusal.empty", (await Bytes.HeadAsync([])).Refusal?.Key);

    [Theory]
    [InlineData("\n\n  \n", "refusal.empty")]
    [InlineData("Ana;ana@x.example\nLuis;luis@x.example\n", "refusal.headings")]
    [InlineData("email;zona\na@x.example;Norte\n", "refusal.name")]
    [InlineData("nombre;notas\nAna;\"sin cerrar\nLuis;x\n", "refusal.quote")]
    public async Task Text_that_is_no_list_of_clients(string text, string key)
    {
        var head = await Bytes.HeadAsync(text);

        Assert.Equal(key, (head.Refusal ?? head.Columns.Check())?.Key);
    }

    [Fact]
    public async Task Other_binary_files()
    {
        Assert.Equal("refusal.binary", (await Bytes.HeadAsync([.. "%PDF-1.7\n"u8])).Refusal?.Key);
        Assert.Equal("refusal.binary", (await Bytes.HeadAsync([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 37))])).Refusal?.Key);
    }
}
