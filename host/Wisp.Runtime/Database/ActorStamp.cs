using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Runtime.Database;

/// <summary>Tells the database who acts, as settings of the transaction, where the audit triggers read them.</summary>
internal static class ActorStamp
{
    private const string Sql =
        """
        select set_config('wisp.operator', $1, true), set_config('wisp.actor', $2, true), set_config('wisp.channel', $3, true),
               set_config('wisp.batch', $4, true), set_config('wisp.address', $5, true)
        """;

    public static async Task WriteAsync(NpgsqlConnection connection, Actor actor, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, actor);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static void Write(NpgsqlConnection connection, Actor actor)
    {
        using var command = Command(connection, actor);
        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, Actor actor) => connection.Sql(
        Sql, Text(actor.OperatorId?.ToString()), Text(actor.Name), Text(actor.Channel), Text(actor.Batch?.ToString()), Text(actor.Address));

    private static NpgsqlParameter Text(string? value) => (value ?? "").As(NpgsqlDbType.Text);
}

/// <summary>Gives each save of a context a transaction, stamped with the actor.</summary>
internal sealed class ActorInterceptor(IActorAccessor actors) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        eventData.Context!.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        return result;
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        ActorStamp.Write((NpgsqlConnection)connection, actors.Current);
        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await ActorStamp.WriteAsync((NpgsqlConnection)connection, actors.Current, cancellationToken);
        return result;
    }
}
