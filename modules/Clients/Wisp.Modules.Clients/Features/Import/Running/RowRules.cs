using System.Collections.Frozen;
using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>What can be said of a row by looking at it alone: it is whole, readable, and passes the form's rules.</summary>
internal sealed class RowRules(TableColumns<ImportField> columns, ImportArguments how, string country)
{
    // What a formula that failed leaves in its cell, in the languages of our readers.
    private static readonly FrozenSet<string> FailedFormulas = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#N/D", "#¡REF!", "#¡VALOR!", "#¡DIV/0!", "#¿NOMBRE?", "#¡NULO!", "#¡NUM!");

    private readonly MergedDraft _merged = new(columns, how.Clears);

    public void Check(ImportRow row, bool isMalformed)
    {
        if (isMalformed) row.Errors.Add(RowError.Row("row.quotes"));
        else if (!columns.Fits(row.Cells)) row.Errors.Add(RowError.Row("row.ragged", row.Cells.Length, columns.All.Count));
        else if (RefuseUnreadable(row)) return;
        else if (how.Updates && columns.Cell(row.Cells, ImportField.ClientId) is { } id && PlainText.TryClean(id, out id)) row.AwaitedId = id;
        else ReadNew(row);
    }

    /// <summary>Reads the row as a client that is to be made.</summary>
    public void ReadNew(ImportRow row)
    {
        if (KindOf(row, KindText.Read(columns, row.Cells)) is { } kind)
            Take(row, ClientRules.Check(Draft.Read(columns, row.Cells, kind), country));
    }

    /// <summary>Reads the row as a change of its client.</summary>
    public void ReadChange(ImportRow row, KnownClient client)
    {
        row.Stored = client;
        if (!client.IsActive)
            row.Errors.Add(RowError.Cell(ImportField.ClientId, client.ShownId, "row.deactivated-update", client.Values.Name, client.ShownId));
        else if (!KindText.IsTold(columns, row.Cells)) Take(row, _merged.Check(row.Cells, client, null));
        else if (KindOf(row, KindText.Read(columns, row.Cells)) is { } kind) Take(row, _merged.Check(row.Cells, client, kind));
    }

    public bool Tells(ImportRow row, ImportField field) => _merged.Tells(row.Cells, field);

    // U+FFFD stands where the encoding could not read the file.
    private bool RefuseUnreadable(ImportRow row)
    {
        for (var i = 0; i < columns.All.Count; i++)
        {
            if (columns.All[i].Field is not { } field) continue;
            var cell = row.Cells[i];
            var isUnreadable = cell.Contains('\uFFFD', StringComparison.Ordinal);
            if (!isUnreadable && !(cell is ['#', ..] && FailedFormulas.Contains(cell.Trim()))) continue;
            row.Errors.Add(RowError.Cell(field, PlainText.Start(cell, 80), isUnreadable ? "row.unreadable" : "row.formula"));
            return true;
        }

        return false;
    }

    private PersonKind? KindOf(ImportRow row, PersonKind? read)
    {
        if (read is null) row.Errors.Add(RowError.Cell(ImportField.Kind, columns.Cell(row.Cells, ImportField.Kind), "row.kind"));
        return read;
    }

    private void Take(ImportRow row, ClientCheck check)
    {
        row.Errors.AddRange(check.Errors.Select(RowError.Of));
        row.Warnings.AddRange(check.Doubts.Select(RowError.Of));
        row.Values = check.Values;
        ReadPlaces(row);
    }

    private void ReadPlaces(ImportRow row)
    {
        var state = Place(row, ImportField.State);
        var city = Place(row, ImportField.City);
        var neighborhood = Place(row, ImportField.Neighborhood);
        var zone = Place(row, ImportField.Zone);
        if (neighborhood is not null && city is null)
            row.Errors.Add(RowError.Cell(ImportField.Neighborhood, neighborhood, "row.neighborhood-without-city"));
        if (row.Errors.Count == 0)
            row.Places = new(
                state is null ? null : PlaceName.State(state),
                city is null ? null : PlaceName.City(city, state),
                neighborhood is null ? null : PlaceName.Neighborhood(neighborhood, city!, state),
                zone is null ? null : PlaceName.Zone(zone));
    }

    private string? Place(ImportRow row, ImportField field)
    {
        var cell = columns.Cell(row.Cells, field);
        if (!PlainText.TryClean(cell, out var name)) name = null;
        if (name is null) return null;
        if (name.Length <= PlaceName.MaxLength && !PlainText.HasControl(name)) return name;
        row.Errors.Add(RowError.Cell(field, PlainText.Start(name, 80), "row.place", PlaceName.MaxLength));
        return null;
    }
}
