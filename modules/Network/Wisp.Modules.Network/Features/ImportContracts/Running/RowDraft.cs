using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Modules.Network.Features.SaveContract;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>A contract's form as it would be after a row's cells were typed over what is stored. An empty cell leaves its field as it is.</summary>
internal sealed class RowDraft(TableColumns<ImportField> columns, KnownItems plans, KnownItems servers, KnownItems nodes)
{
    public ContractInput Fill(ImportRow row)
    {
        var stored = row.Stored;
        var username = Told(row, ImportField.PppoeUsername);
        return new ContractInput
        {
            PlanId = Item(row, ImportField.Plan, plans, "row.plan-unknown") ?? stored?.PlanId,
            ServerId = Item(row, ImportField.Server, servers, "row.server-unknown") ?? stored?.ServerId,
            NodeId = Item(row, ImportField.Node, nodes, "row.node-unknown") ?? stored?.NodeId,
            StartDate = Told(row, ImportField.StartDate) ?? ContractInput.Iso(stored?.StartDate),
            EndDate = Told(row, ImportField.EndDate) ?? ContractInput.Iso(stored?.EndDate),
            Ip = Told(row, ImportField.Ip) ?? stored?.Ip?.ToString(),
            MacAddress = Told(row, ImportField.Mac) ?? MacText.Show(stored?.Mac),
            PppoeEnabled = Enabled(row, stored, username),
            PppoeUsername = username ?? stored?.Username,
            PppoePassword = Told(row, ImportField.PppoePassword),
            Address = Address(row) ?? stored?.Address,
            AddressAdditionalData = Told(row, ImportField.AddressExtra) ?? stored?.AddressExtra,
            Latitude = Told(row, ImportField.Latitude),
            Longitude = Told(row, ImportField.Longitude),
            Details = Told(row, ImportField.Details) ?? stored?.Details,
        };
    }

    private string? Told(ImportRow row, ImportField field) => columns.Cell(row.Cells, field);

    private Guid? Item(ImportRow row, ImportField field, KnownItems items, string unknown)
    {
        if (Typed.Line(Told(row, field)) is not { } name) return null;
        var item = items.Of(name);
        if (item is null) row.Errors.Add(RowError.Cell(field, unknown, name));
        return item?.Id;
    }

    // Who gives a user wants PPPoE; one that is only repeated switches nothing on.
    private bool Enabled(ImportRow row, KnownContract? stored, string? username)
    {
        if (Told(row, ImportField.PppoeEnabled) is not { } told) return stored is { PppoeEnabled: true } || (username is not null && Typed.Line(username) != stored?.Username);
        if (StateText.YesOrNo(told) is { } yes) return yes;
        row.Errors.Add(RowError.Cell(ImportField.PppoeEnabled, "row.yes-no", told));
        return false;
    }

    // Street and number, city, region. The parts after the street change nothing without it.
    private string? Address(ImportRow row)
    {
        var street = Told(row, ImportField.Address);
        if (street is null && row.Stored?.Address is not null) return null;
        string?[] parts = [Joined(" ", street, Told(row, ImportField.AddressNumber)), Told(row, ImportField.City), Told(row, ImportField.Region)];
        return Joined(", ", parts);
    }

    private static string? Joined(string between, params string?[] parts) => string.Join(between, parts.OfType<string>()) is { Length: > 0 } text ? text : null;
}
