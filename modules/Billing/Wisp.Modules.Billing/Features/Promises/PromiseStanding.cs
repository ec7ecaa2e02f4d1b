using Npgsql;
using Wisp.Contracts.Network;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Promises;

/// <summary>How a contract stands to promises.</summary>
/// <param name="Limit">How many are allowed in <see cref="Days"/> days.</param>
/// <param name="Longest">For how many days from today.</param>
/// <param name="Made">How many were made in those days.</param>
/// <param name="OpenUntil">Until when one runs, or <c>null</c>.</param>
internal sealed record PromiseStanding(
    Guid Client, string State, string Origin, bool IsAutomatic, bool IsActive, bool HasEnded, int Limit, int Longest, int Made, DateOnly? OpenUntil)
{
    private const int Days = 90;

    public static async Task<PromiseStanding?> FindAsync(NpgsqlConnection connection, Guid contract, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await FindAsync(connection, [contract], now, cancellationToken)).GetValueOrDefault(contract);

    public static async Task<IReadOnlyDictionary<Guid, PromiseStanding>> FindAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> contracts, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await connection.Sql(
            """
            select c.id, c.client_id, c.state, c.state_origin, coalesce(b.automatic_state, true), k.status = 'active', c.ended, s.promise_limit::integer, s.promise_longest_days::integer,
                   (select count(*)::integer from billing.promise p where p.contract_id = c.id and p.made_at > $2 - make_interval(days => $3)),
                   (select p.valid_until from billing.promise p where p.contract_id = c.id and p.state = 'open')
            from network.contracts_v1 c
            join clients.clients_v1 k on k.id = c.client_id
            left join billing.client b on b.id = c.client_id
            cross join billing.settings s
            where c.id = any ($1)
            """, contracts.ToArray(), now, Days).ListAsync(
                row => (Id: row.GetGuid(0), Standing: new PromiseStanding(
                    row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetBoolean(5), row.GetBoolean(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9),
                    row.Maybe<DateOnly>(10))), cancellationToken)).ToDictionary(one => one.Id, one => one.Standing);

    /// <summary>Why nothing can be promised of it now, or <c>null</c>. Network keeps the same rules of states when it comes to it.</summary>
    public Problem? Refusal => this switch
    {
        { OpenUntil: not null } => new("", "promise.open"),
        { State: not "disabled" } => new("", "promise.not-cut"),
        _ when Made >= Limit => new("", "promise.too-many", Made, Limit),
        { HasEnded: true } => Kept(ContractStateRule.Ended),
        { IsActive: false } => Kept(ContractStateRule.ClientDeactivated),
        { IsAutomatic: false } => Kept(ContractStateRule.NotAutomatic),
        { Origin: "operator" or "api" } => Kept(ContractStateRule.HeldByPerson),
        _ => null,
    };

    public static Problem Kept(ContractStateRule rule) => new("", $"promise.kept.{rule}");
}
