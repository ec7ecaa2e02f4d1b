using Wisp.Sdk;

namespace Wisp.Fixtures.Work.Events;

/// <summary>A bell rang.</summary>
/// <param name="No">Its number.</param>
/// <param name="Deaf">Whether the second ear fails: <c>throws</c>, <c>times-out</c>, or no.</param>
[EventName("work.rang")]
internal sealed record Rang(int No, string? Deaf);

internal sealed class FirstEar(TimeProvider clock) : IEventHandler<Rang>
{
    public Task HandleAsync(Rang payload, IWispTransaction transaction, CancellationToken cancellationToken) =>
        Hearing.WriteAsync("first", payload, transaction, clock, cancellationToken);
}

internal sealed class SecondEar(TimeProvider clock) : IEventHandler<Rang>
{
    public async Task HandleAsync(Rang payload, IWispTransaction transaction, CancellationToken cancellationToken)
    {
        await Hearing.WriteAsync("second", payload, transaction, clock, cancellationToken);
        if (payload.Deaf == "throws") throw new InvalidOperationException("deaf");
        if (payload.Deaf == "times-out") throw new TaskCanceledException("too slow");
    }
}

internal static class Hearing
{
    public static Task WriteAsync(string ear, Rang rang, IWispTransaction transaction, TimeProvider clock, CancellationToken cancellationToken) =>
        transaction.Connection.Sql(
            "insert into work.effect (step, note, process, begun_at) values ($1, $2, $3, $4)", rang.No, ear, Environment.ProcessId, clock.GetUtcNow())
            .RunAsync(cancellationToken);
}
