using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Modules.Network.Features.ContractStates;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.SaveContract;

/// <summary>The contract when it was saved, or what is wrong.</summary>
internal sealed record SaveContractResult(Guid? Id, IReadOnlyList<Problem> Problems);

/// <summary>Saves a contract's data. Its state is no part of them, but for the end that a past date brings.</summary>
[Feature]
internal sealed class SaveContract(
    IDatabase<NetworkDb> database, IClientDirectory clients, EndContracts end, NetworkSecrets secrets, IIsp isp, TimeProvider clock)
{
    /// <param name="clientId">Whose contract it is.</param>
    /// <param name="id">The contract, or <c>null</c> for a new one.</param>
    /// <param name="input">What was typed.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task<SaveContractResult> RunAsync(Guid clientId, Guid? id, ContractInput input, CancellationToken cancellationToken)
    {
        if (await clients.FindAsync(clientId, cancellationToken) is not { Active: true }) return new(null, [new("", "client.deactivated")]);
        var today = await isp.TodayAsync(cancellationToken);

        await using var transaction = await database.BeginAsync(cancellationToken);
        var db = transaction.Context<NetworkDb>();
        var contract = id is null
            ? new Contract { ClientId = clientId, CreatedAt = clock.GetUtcNow(), StateChangedAt = clock.GetUtcNow() }
            : await db.FindAsync<Contract>([id], cancellationToken);
        if (contract is null) return new(null, [Problem.Stale]);

        var fields = ContractFields.Read(input, contract.PppoePassword is not null, today);
        var ends = fields.End < today;
        List<Problem> problems = [.. fields.Problems, .. await transaction.HoldAsync(Chosen(contract, input, ends), cancellationToken)];
        if (problems.Count > 0) return new(null, problems);

        Fill(contract, input, fields, ends);
        if (id is null) db.Add(contract);
        else db.Entry(contract).Property(c => c.Version).OriginalValue = input.Version;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await end.RunAsync(transaction, [contract.Id], today, 1, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new(null, [Problem.Stale]);
        }
        catch (DbUpdateException e) when (Taken(e.InnerException, fields) is { } taken)
        {
            return new(null, [taken]);
        }

        await transaction.CommitAsync(cancellationToken);
        return new(contract.Id, []);
    }

    /// <summary>
    /// What is chosen must be offered, but for what the contract has already: a retired plan stays on old contracts, an archived server or
    /// node on those that are over.
    /// </summary>
    private static ChosenItem[] Chosen(Contract contract, ContractInput input, bool ends) =>
    [
        new(CatalogShape.Plans, nameof(input.PlanId), input.PlanId, input.PlanId == contract.PlanId, "plan.gone"),
        new(CatalogShape.Plans, nameof(input.NextPlanId), input.NextPlanId, input.NextPlanId == contract.NextPlanId, "next-plan.gone"),
        new(CatalogShape.Servers, nameof(input.ServerId), input.ServerId, ends && input.ServerId == contract.ServerId, "server.gone"),
        new(CatalogShape.Nodes, nameof(input.NodeId), input.NodeId, ends && input.NodeId == contract.NodeId, "node.gone"),
    ];

    private void Fill(Contract contract, ContractInput input, ContractFields fields, bool ends)
    {
        contract.PlanId = input.PlanId!.Value;
        contract.NextPlanId = input.NextPlanId;
        contract.NextPlanFrom = fields.NextPlanFrom;
        contract.ServerId = input.ServerId!.Value;
        contract.NodeId = input.NodeId;
        contract.StartDate = fields.Start!.Value;
        contract.EndDate = fields.End;
        if (!ends) contract.Ended = false;
        contract.Ip = fields.Ip;
        contract.MacAddress = fields.Mac;
        contract.PppoeEnabled = input.PppoeEnabled;
        contract.PppoeUsername = fields.Username;
        if (!string.IsNullOrEmpty(input.PppoePassword)) contract.PppoePassword = secrets.OfContract(input.PppoePassword);
        contract.Address = fields.Address;
        contract.AddressAdditionalData = fields.AddressAdditionalData;
        contract.Location = fields.Location;
        contract.Details = fields.Details;
    }

    private static Problem? Taken(Exception? failure, ContractFields fields) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "contract_live_ip" } =>
            new(nameof(ContractInput.Ip), "ip.taken", fields.Ip!),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "contract_live_username" } =>
            new(nameof(ContractInput.PppoeUsername), "username.taken", fields.Username!),
        _ => null,
    };
}
