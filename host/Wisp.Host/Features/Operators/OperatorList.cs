using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Operators;

public sealed record OperatorRow(
    Guid Id, string Name, string Email, bool Disabled, bool Locked, bool SecondFactor, bool MustChange, DateTimeOffset? LastSignInAt,
    string? Language, IReadOnlyList<Guid> Roles);

/// <summary>All operators; they are tens, not thousands.</summary>
[Feature]
public sealed class OperatorList(IDatabase<HostDb> database, TimeProvider clock)
{
    public Task<List<OperatorRow>> ReadAsync(Guid? only, CancellationToken cancellationToken) =>
        database.Source.Sql(
            """
            select o.id, o.name, o.email, o.disabled, coalesce(o.lockout_end > $1, false), o.two_factor_enabled, o.must_change_password,
                   o.last_sign_in_at, o.language, array(select role_id from host.operator_role where operator_id = o.id)
            from host.operator o
            where $2::uuid is null or o.id = $2
            order by o.disabled, ext.fold(o.name), o.id
            """, clock.GetUtcNow(), only.As(NpgsqlTypes.NpgsqlDbType.Uuid))
        .ListAsync(
            row => new OperatorRow(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetBoolean(4), row.GetBoolean(5), row.GetBoolean(6),
                row.Maybe<DateTimeOffset>(7), row.Text(8), row.GetFieldValue<Guid[]>(9)),
            cancellationToken);
}
