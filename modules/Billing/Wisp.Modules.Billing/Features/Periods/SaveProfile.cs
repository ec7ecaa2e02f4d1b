using Npgsql;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Periods;

/// <summary>Profiles with a name, which contracts choose.</summary>
[Feature]
internal sealed class SaveProfile(IDatabase<BillingDb> database)
{
    private const int LongestName = 100;

    public async Task<ProfileInput?> ReadAsync(Guid id, CancellationToken cancellationToken) => (await database.Source.Sql(
        $"select {ProfileInput.Columns} from billing.profile where id = $1 and name is not null", id).ListAsync(ProfileInput.Of, cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<Problem>> RunAsync(Guid? id, ProfileInput input, CancellationToken cancellationToken)
    {
        var (name, fields) = (Typed.Line(input.Name), ProfileFields.Read(input));
        List<Problem> problems = [];
        if (name is null) problems.Add(new(nameof(input.Name), "name.missing"));
        else if (name.Length > LongestName) problems.Add(new(nameof(input.Name), "long.Name", name.Length, LongestName));
        problems.AddRange(fields.Problems);
        if (problems.Count > 0) return problems;
        await using var transaction = await database.BeginAsync(cancellationToken);
        try
        {
            var saved = id is { } known
                ? await fields.UpdateAsync(transaction.Connection, "name is not null and id = $9", input.Version, name, cancellationToken, known)
                : await fields.InsertAsync(transaction.Connection, name!, cancellationToken);
            if (saved == 0) return [Problem.Stale];
            await transaction.CommitAsync(cancellationToken);
            return [];
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return [new(nameof(input.Name), "profiles.taken", name!)];
        }
    }
}
