using Wisp.Runtime.Tables;

namespace Wisp.Runtime.Tests.Tables;

/// <summary>Alone in the process, whose memory is measured.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
[Trait("rule", "IMP-01")]
public sealed class MemoryTests
{
    private const string Name = "memory";

    [Fact]
    public async Task A_file_of_300_MB_is_read_in_flat_memory()
    {
        using var rows = new CsvRows(new StreamReader(
            new EndlessStream("nombre;email;notas\n"u8, "Ana Pérez;ana@x.example;\"uno\ndos\"\n"u8, 300_000_000)), ';');
        var before = GC.GetTotalMemory(true);
        long most = 0;
        while (await rows.NextAsync())
            if (rows.Number % 500_000 == 0) most = Math.Max(most, GC.GetTotalMemory(true) - before);

        Assert.True(rows.Number > 7_000_000);
        Assert.Equal(rows.Number * 2, rows.Line - 2);
        Assert.InRange(most, 0, 8_000_000);
    }
}
