using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Methods;

/// <summary>What a person typed.</summary>
internal sealed class MethodInput
{
    /// <summary>Not of those that Wisp brings.</summary>
    public string? Name { get; set; }

    public bool NeedsReference { get; set; }

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }
}

[Feature]
internal sealed class SaveMethod(IDatabase<BillingDb> database)
{
    private const int LongestName = 100;

    /// <returns>The method with its code, if Wisp brings it; or <c>null</c> when there is none.</returns>
    public async Task<(MethodInput Input, string? Code)?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await database.Source.Sql("select name::text, needs_reference, xmin, code from billing.payment_method where id = $1", id).ListAsync(
            row => (new MethodInput { Name = row.Text(0), NeedsReference = row.GetBoolean(1), Version = row.GetFieldValue<uint>(2) }, row.Text(3)), cancellationToken);
        return found is [var method] ? method : null;
    }

    public async Task<IReadOnlyList<Problem>> RunAsync(Guid? id, bool isBuiltIn, MethodInput input, CancellationToken cancellationToken)
    {
        var name = Typed.Line(input.Name);
        if (!isBuiltIn && name is null) return [new(nameof(input.Name), "name.missing")];
        if (!isBuiltIn && name!.Length > LongestName) return [new(nameof(input.Name), "long.Name", name.Length, LongestName)];
        await using var transaction = await database.BeginAsync(cancellationToken);
        try
        {
            var saved = id is { } known
                ? await transaction.Connection.Sql(
                    "update billing.payment_method set name = case when code is null then $3 end, needs_reference = $4 where id = $1 and xmin = $2",
                    known, input.Version.As(NpgsqlDbType.Xid), name.As(NpgsqlDbType.Text), input.NeedsReference).RunAsync(cancellationToken)
                : await transaction.Connection.Sql(
                    "insert into billing.payment_method (name, needs_reference) values ($1, $2)", name, input.NeedsReference).RunAsync(cancellationToken);
            if (saved == 0) return [Problem.Stale];
            await transaction.CommitAsync(cancellationToken);
            return [];
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return [new(nameof(input.Name), "methods.taken", name!)];
        }
    }
}
