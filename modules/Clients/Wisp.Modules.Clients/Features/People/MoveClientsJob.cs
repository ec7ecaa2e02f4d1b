using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.People;

/// <summary>What the job is asked to do; stored as JSON.</summary>
/// <param name="People">Slug of sellers or collectors.</param>
/// <param name="From">Who was archived.</param>
/// <param name="To">Who takes the clients, or <c>null</c> for nobody.</param>
internal sealed record MoveClientsArguments(string People, Guid From, Guid? To);

/// <summary>How many were moved, of how many.</summary>
internal sealed record MoveClientsCursor(long Moved, long Total);

/// <summary>Moves the many clients of an archived seller or collector, a chunk a step.</summary>
internal sealed class MoveClientsJob(IStringLocalizer<PeopleText> text, TimeProvider clock) : IJob
{
    public const string Key = "clients.people-move";
    private const int ChunkSize = 5000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var how = step.Arguments<MoveClientsArguments>();
        var shape = PeopleShape.OfSlug(how.People);
        var cursor = step.Cursor<MoveClientsCursor>() ?? new(0, await CountAsync(step.Transaction, shape, how.From, cancellationToken));
        if (!await HoldAsync(step.Transaction, shape, how, cancellationToken))
            return StepResult.Fail(text["move.stopped", cursor.Moved]);

        var moved = await step.Transaction.Connection.Sql(
            $"""
            update clients.client set {shape.Column} = $2, updated_at = $3
            where id in (select c.id from clients.client c where c.{shape.Column} = $1 order by c.id limit {ChunkSize} for update)
            """, how.From, how.To.As(NpgsqlDbType.Uuid), clock.GetUtcNow()).RunAsync(cancellationToken);
        var next = cursor with { Moved = cursor.Moved + moved };
        await step.ReportAsync(new JobCounts(next.Moved, Math.Max(next.Moved, next.Total), 0, 0), text["move.done", next.Moved]);
        return moved < ChunkSize ? StepResult.Done() : StepResult.Continue(next);
    }

    /// <summary>Keeps who was archived and who takes over as they are until the chunk is committed.</summary>
    /// <returns>Whether they still are what they were.</returns>
    private static async Task<bool> HoldAsync(IWispTransaction transaction, PeopleShape shape, MoveClientsArguments how, CancellationToken cancellationToken)
    {
        var people = await transaction.Connection.Sql(
            $"select id, archived from clients.{shape.Table} where id in ($1, $2) order by id for no key update", how.From, how.To.As(NpgsqlDbType.Uuid))
            .ListAsync(row => (Id: row.GetGuid(0), Archived: row.GetBoolean(1)), cancellationToken);
        return people.Contains((how.From, true)) && (how.To is not { } heir || people.Contains((heir, false)));
    }

    private static Task<long> CountAsync(IWispTransaction transaction, PeopleShape shape, Guid id, CancellationToken cancellationToken) =>
        transaction.Connection.Sql($"select count(*) from clients.client where {shape.Column} = $1", id).ValueAsync<long>(cancellationToken);
}
