using System.IO.Compression;

namespace Wisp.Tool.Demo;

/// <summary>The addresses: the sample that ships with the tool, or a whole file, packed or not.</summary>
internal sealed class AddressFile
{
    private readonly string[] _lines;
    private readonly long _step;

    private AddressFile(string[] lines)
    {
        _lines = lines;
        // The golden section of the file, without a divisor in common with its length: any number of people is spread over the city.
        _step = (long)(lines.Length * 0.6180339887);
        while (Divisor(++_step, lines.Length) > 1) continue;
    }

    /// <summary>The address of a person, the same whatever the number of people.</summary>
    public Address this[int person] => Address.Read(_lines[person * _step % _lines.Length]);

    /// <summary>How many people already live at the person's address.</summary>
    public int Before(int person) => person / _lines.Length;

    public static async Task<AddressFile> ReadAsync(string? path)
    {
        var lines = new List<string>();
        using var reader = new StreamReader(Open(path));
        await reader.ReadLineAsync();
        while (await reader.ReadLineAsync() is { } line)
            if (line.Length > 0) lines.Add(line);
        return lines.Count > 0 ? new([.. lines]) : throw new InvalidDataException($"There is no address in {path}.");
    }

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);

    private static Stream Open(string? path)
    {
        Stream file = path is null
            ? typeof(AddressFile).Assembly.GetManifestResourceStream("addresses-sample.csv.gz")!
            : File.OpenRead(path);
        return path is null || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
