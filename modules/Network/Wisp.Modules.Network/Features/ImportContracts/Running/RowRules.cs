using System.Security.Cryptography;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Modules.Network.Features.SaveContract;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>The form's rules over a row whose client and catalogue are known.</summary>
internal sealed class RowRules(
    TableColumns<ImportField> columns, KnownItems plans, KnownItems servers, KnownItems nodes, NetworkSecrets secrets, DateOnly today)
{
    private readonly RowDraft _draft = new(columns, plans, servers, nodes);

    public void Check(ImportRow row)
    {
        var (stored, input) = (row.Stored, _draft.Fill(row));
        var fields = ContractFields.Read(input, stored?.Password is not null, today);
        var named = row.Errors.Select(error => error.Field).ToHashSet();
        row.Errors.AddRange(fields.Problems.Select(RowError.Of).Where(error => !named.Contains(error.Field)));
        var ends = fields.End < today;
        RefuseArchived(row, input, ends);
        if (stored?.NextPlanId is { } next && next == input.PlanId) row.Errors.Add(new(ImportField.Plan, "next-plan.same", true));
        var state = State(row, ends);
        if (!row.IsGood) return;

        var tellsPoint = input.Latitude is not null || input.Longitude is not null;
        row.Values = new(input.PlanId!.Value, input.ServerId!.Value, input.NodeId, fields.Start!.Value, fields.End)
        {
            Ends = ends,
            Ip = fields.Ip,
            Mac = fields.Mac,
            PppoeEnabled = input.PppoeEnabled,
            Username = fields.Username,
            Password = IsStored(input.PppoePassword, stored) ? null : input.PppoePassword,
            Address = fields.Address,
            AddressExtra = fields.AddressAdditionalData,
            Location = tellsPoint ? fields.Location : stored?.Location,
            Details = fields.Details,
            State = state,
        };
    }

    // As the form: what a contract has already may stay, an archived server or node only on one that is over.
    private void RefuseArchived(ImportRow row, ContractInput input, bool ends)
    {
        var stored = row.Stored;
        if (input.PlanId is { } plan && plans.IsArchived(plan) && plan != stored?.PlanId) row.Errors.Add(new(ImportField.Plan, "plan.gone", true));
        if (input.ServerId is { } server && servers.IsArchived(server) && !(ends && server == stored?.ServerId)) row.Errors.Add(new(ImportField.Server, "server.gone", true));
        if (input.NodeId is { } node && nodes.IsArchived(node) && !(ends && node == stored?.NodeId)) row.Errors.Add(new(ImportField.Node, "node.gone", true));
    }

    private string? State(ImportRow row, bool ends)
    {
        if (columns.Cell(row.Cells, ImportField.State) is not { } told) return null;
        var state = StateText.State(told);
        if (state is null) row.Errors.Add(RowError.Cell(ImportField.State, "row.state", told));
        else if (state == row.Stored?.Shown) return state;
        else if (state == ShownState.System && row.IsChange) row.Errors.Add(RowError.Cell(ImportField.State, "row.state-system"));
        else if (ends && state is not (ShownState.Disabled or ShownState.System)) row.Errors.Add(new(ImportField.State, "kept.Ended", true));
        return state;
    }

    private bool IsStored(string? typed, KnownContract? contract)
    {
        if (typed is null) return true;
        if (contract?.Password is null) return false;
        try
        {
            return secrets.OpenContract(contract.Password) == typed;
        }
        catch (CryptographicException)
        {
            // Its key is lost: what the file says is all there is.
            return false;
        }
    }
}
