using NpgsqlTypes;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Runs;

/// <summary>"What will be billed on date X", of the contracts that the operator may see.</summary>
[Feature]
internal sealed class PreviewCharges(ReadCharges charges, AccountScope scope)
{
    public const int RowLimit = ReadCharges.RowLimit;

    /// <param name="day">The day.</param>
    /// <param name="contract">Only this contract, or <c>null</c> for all that the operator may see.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public Task<Preview> RunAsync(DateOnly day, Guid? contract, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("client_id", after: 3);
        return charges.RunAsync(day, $"select * from network.contracts_v1 where ($3::uuid is null or id = $3) and {within}", [contract.As(NpgsqlDbType.Uuid), .. values], cancellationToken);
    }
}
