using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Import.Reading;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>What can be said of a row by looking at it alone: it is whole, readable, and passes the form's rules.</summary>
internal sealed class RowRules(FileColumns columns, string country)
{
    public void Check(ImportRow row, bool isMalformed)
    {
        if (isMalformed) row.Errors.Add(RowError.Row("row.quotes"));
        else if (!columns.Fits(row.Cells)) row.Errors.Add(RowError.Row("row.ragged", row.Cells.Length, columns.All.Count));
        else if (!RefuseUnreadable(row)) Read(row);
    }

    // U+FFFD stands where the encoding could not read the file.
    private bool RefuseUnreadable(ImportRow row)
    {
        for (var i = 0; i < columns.All.Count; i++)
        {
            if (columns.All[i].Field is not { } field || !row.Cells[i].Contains('\uFFFD', StringComparison.Ordinal)) continue;
            row.Errors.Add(RowError.Cell(field, PlainText.Start(row.Cells[i], 80), "row.unreadable"));
            return true;
        }

        return false;
    }

    private void Read(ImportRow row)
    {
        if (KindText.Read(columns, row.Cells) is not { } kind)
        {
            row.Errors.Add(RowError.Cell(ImportField.Kind, columns.Cell(row.Cells, ImportField.Kind), "row.kind"));
            return;
        }

        var check = ClientRules.Check(Draft.Read(columns, row.Cells, kind), country);
        row.Errors.AddRange(check.Errors.Select(RowError.Of));
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
