using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ExcelDataReader;

namespace Wisp.Clients.Tests.Export;

/// <summary>A downloaded file, read back by libraries that did not write it.</summary>
/// <param name="Url">Where it was.</param>
/// <param name="Name">The name that it is saved under.</param>
/// <param name="Bytes">What is in it.</param>
public sealed record ExportedFile(string Url, string? Name, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.AsSpan()[Encoding.UTF8.Preamble.Length..]);

    /// <summary>Records of the CSV file, the headings first.</summary>
    public IReadOnlyList<string[]> Records()
    {
        using var parser = new CsvParser(new StringReader(Text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ";",
            BadDataFound = bad => throw new InvalidDataException(bad.RawRecord),
        });
        var records = new List<string[]>();
        while (parser.Read()) records.Add(parser.Record!);
        return records;
    }

    /// <summary>Cells of the second column below the headings.</summary>
    public IReadOnlyList<string> Names() => [.. Records().Skip(1).Select(record => record[1])];

    /// <summary>Sheets of the workbook by name, each with its rows.</summary>
    public IReadOnlyList<(string Name, List<object?[]> Rows)> Sheets()
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(Bytes), new ExcelReaderConfiguration { FallbackEncoding = Encoding.UTF8 });
        var sheets = new List<(string, List<object?[]>)>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            sheets.Add((reader.Name, rows));
        }
        while (reader.NextResult());
        return sheets;
    }
}
