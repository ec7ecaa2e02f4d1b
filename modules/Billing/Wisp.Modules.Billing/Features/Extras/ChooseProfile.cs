using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Extras;

/// <summary>Gives a contract due dates and late policy of its own, or those of the ISP again.</summary>
[Feature]
internal sealed class ChooseProfile(IDatabase<BillingDb> database)
{
    /// <param name="contract">The contract.</param>
    /// <param name="typed">The profile's id; blank is the ISP's.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task<Problem?> RunAsync(BilledContract contract, string? typed, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(typed))
        {
            await transaction.Connection.Sql("delete from billing.contract_profile where id = $1", contract.Id).RunAsync(cancellationToken);
        }
        else
        {
            var chosen = Guid.TryParse(typed, out var profile) ? await transaction.Connection.Sql(
                """
                insert into billing.contract_profile as x (id, client_id, profile_id)
                select $1, $2, p.id from billing.profile p
                where p.id = $3 and p.name is not null and (p.archived_at is null or p.id = $4)
                on conflict (id) do update set profile_id = excluded.profile_id
                """, contract.Id, contract.ClientId, profile, contract.ProfileId ?? Guid.Empty).RunAsync(cancellationToken) : 0;
            if (chosen == 0) return new("ProfileId", "profile.missing", typed);
        }

        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
