using Wisp.Sdk;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.ListClients;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>The SQL that writes a cell; NULL where there is nothing.</summary>
internal sealed class CsvCell(ExportWriting writing, ClientFilter parameters)
{
    private readonly string _zone = parameters.Parameter(writing.TimeZone);
    private readonly string _yes = parameters.Parameter(writing.Yes);
    private readonly string _no = parameters.Parameter(writing.No);
    private readonly string _sign = parameters.Parameter(writing.DecimalSign);
    private readonly string _runs = parameters.Parameter(FormulaText.Runs);
    private readonly string _number = parameters.Parameter(FormulaText.Number);

    public string Of(ExportColumn column) => column.Kind switch
    {
        ClientExportKind.YesNo => Quoted($"case {column.Value} when true then {_yes}::text when false then {_no}::text end"),
        ClientExportKind.Whole => $"{column.Value}::bigint",
        ClientExportKind.Money => Quoted($"translate(round({column.Value}::numeric, 2)::text, '.', {_sign}::text)"),
        ClientExportKind.Instant => Quoted($"to_char({column.Value}::timestamptz at time zone {_zone}::text, 'DD/MM/YYYY HH24:MI')"),
        _ => Text($"{column.Value}::text"),
    };

    // Letters and digits begin no formula, and nearly every text begins with one: the others are looked at closely.
    private string Text(string value) =>
        $"""
        case
          when ascii({value}) between 48 and 57 or ascii({value}) between 65 and 122 then {Doubled(value)}
          when {value} <> '' then {Doubled($"case when {value} ~ {_runs} and {value} !~ {_number} then '''' else '' end || {value}")}
        end
        """;

    private static string Quoted(string value) => $"""'"' || {value} || '"'""";

    private static string Doubled(string value) => Quoted($"""replace({value}, '"', '""')""");
}
