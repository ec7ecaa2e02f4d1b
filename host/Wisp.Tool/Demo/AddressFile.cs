using System.IO.Compression;

namespace Wisp.Tool.Demo;

/// <summary>The addresses: the sample that ships with the tool, or a whole file, packed or not. Read line by line.</summary>
internal sealed class AddressFile(string? path)
{
    public async Task<int> CountAsync()
    {
        var lines = 0;
        await foreach (var _ in LinesAsync()) lines++;
        return lines > 0 ? lines : throw new InvalidDataException($"There is no address in {path}.");
    }

    public async IAsyncEnumerable<Address> ReadAsync()
    {
        await foreach (var line in LinesAsync()) yield return Address.Read(line);
    }

    private async IAsyncEnumerable<string> LinesAsync()
    {
        using var reader = new StreamReader(Open());
        await reader.ReadLineAsync();
        while (await reader.ReadLineAsync() is { } line)
            if (line.Length > 0) yield return line;
    }

    private Stream Open()
    {
        Stream file = path is null
            ? typeof(AddressFile).Assembly.GetManifestResourceStream("addresses-sample.csv.gz")!
            : File.OpenRead(path);
        return path is null || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
