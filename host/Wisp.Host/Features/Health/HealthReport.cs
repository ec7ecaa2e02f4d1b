using Wisp.ModuleHost;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Health;

public sealed record ProcessSeen(string Kind, string Machine, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool Alive)
{
    private const int CommitLength = 7;

    /// <summary>The version with the beginning of its commit.</summary>
    public string ShortVersion => Version.Split('+') is [var number, var commit] ? $"{number}+{commit[..Math.Min(commit.Length, CommitLength)]}" : Version;
}

/// <summary>How things are. <c>unhealthy</c>: nothing works; <c>degraded</c>: something is missing and the rest works.</summary>
public sealed record HealthState(string Status, bool Database, bool Worker, IReadOnlyList<ProcessSeen> Processes, IReadOnlyList<LoadedModule> Modules);

/// <summary>Asks the database, the modules' states and the heartbeats of the processes.</summary>
[Feature]
public sealed class HealthReport(IDatabase<HostDb> database, ModuleCatalog catalog)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthState> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var processes = await ProcessesAsync(limit.Token);
            var worker = processes.Exists(process => process is { Kind: "worker", Alive: true });
            return new HealthState(worker && !catalog.IsDegraded ? "healthy" : "degraded", true, worker, processes, catalog.Modules);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps the database from answering, that is the answer.
            return new HealthState("unhealthy", false, false, [], catalog.Modules);
        }
    }

    private Task<List<ProcessSeen>> ProcessesAsync(CancellationToken cancellationToken) =>
        database.Source.Sql(
            """
            select kind, machine, version, started_at, seen_at, seen_at > now() - interval '45 seconds'
            from host.process
            where seen_at > now() - interval '1 hour'
            order by kind, started_at
            """)
        .ListAsync(
            row => new ProcessSeen(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4),
                row.GetBoolean(5)),
            cancellationToken);
}
