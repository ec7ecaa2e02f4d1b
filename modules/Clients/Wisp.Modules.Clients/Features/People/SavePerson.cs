using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;
using static Wisp.Modules.Clients.Features.People.SavePersonResult;

namespace Wisp.Modules.Clients.Features.People;

[Feature]
internal sealed class SavePerson(IDatabase<ClientsDb> database, IOperators operators, TimeProvider clock)
{
    /// <summary>Saves a new person (<paramref name="id"/> is null) or an edited one.</summary>
    public async Task<SavePersonResult> RunAsync(PeopleShape shape, Guid? id, PersonInput input, CancellationToken cancellationToken)
    {
        if (PersonName.Check(input.Name, out var name) is { } problem) return new Refused(problem);
        try
        {
            return id is { } known
                ? await EditAsync(shape, known, name, input, cancellationToken)
                : await CreateAsync(shape, name, input.OperatorId, cancellationToken);
        }
        catch (PostgresException e) when (e.ConstraintName == $"{shape.Table}_live_name")
        {
            return new Refused(new(nameof(input.Name), shape.Key("taken"), name));
        }
        catch (PostgresException e) when (e.ConstraintName == $"{shape.Table}_of_operator")
        {
            return new Refused(new(nameof(input.OperatorId), "operator.taken", await HolderAsync(shape, input.OperatorId, cancellationToken)));
        }
    }

    private async Task<SavePersonResult> CreateAsync(PeopleShape shape, string name, Guid? operatorId, CancellationToken cancellationToken)
    {
        if (!await MayBeAsync(operatorId, cancellationToken)) return NoOperator();
        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql(
            $"insert into clients.{shape.Table} (id, name, operator_id, created_at, updated_at) values ($1, $2, $3, $4, $4)",
            Guid.CreateVersion7(now), name, operatorId.As(NpgsqlDbType.Uuid), now).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Saved(name);
    }

    private async Task<SavePersonResult> EditAsync(
        PeopleShape shape, Guid id, string name, PersonInput input, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (await FindPerson.LockAsync(transaction, shape, id, cancellationToken) is not { } stored) return new Gone();
        var operatorId = stored.Archived ? null : input.OperatorId;
        if (stored.Name == name && stored.OperatorId == operatorId) return new Saved(name);
        if (stored.Version != input.Version) return new Overtaken(stored);
        if (operatorId != stored.OperatorId && !await MayBeAsync(operatorId, cancellationToken)) return NoOperator();

        await transaction.Connection.Sql(
            $"update clients.{shape.Table} set name = $2, operator_id = $3, updated_at = $4 where id = $1",
            id, name, operatorId.As(NpgsqlDbType.Uuid), clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Saved(name);
    }

    private async Task<bool> MayBeAsync(Guid? operatorId, CancellationToken cancellationToken) =>
        operatorId is null || (await operators.ListAsync(cancellationToken)).Any(o => o.Id == operatorId && o.Active);

    private static Refused NoOperator() => new(new(nameof(PersonInput.OperatorId), "operator.gone"));

    private async Task<string> HolderAsync(PeopleShape shape, Guid? operatorId, CancellationToken cancellationToken) =>
        await database.Source.Sql($"select name from clients.{shape.Table} where operator_id = $1", operatorId.As(NpgsqlDbType.Uuid))
            .ValueAsync<string>(cancellationToken) ?? "";
}
