using System.Text.Json;
using Npgsql;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

internal enum BulkState
{
    Planning,
    Planned,
    Running,
    Done,
    Failed,
}

/// <summary>A mass update as its page shows it.</summary>
internal sealed record BulkUpdate(
    Guid Id, Guid? OperatorId, string OperatorName, BulkState State, ClientBulkValues Values, Guid? Reverts, Guid? PlanJob, Guid? RunJob,
    Guid? Batch, Guid? LastReversal, Guid? LastReversalJob)
{
    public const string Columns =
        """
        b.id, b.operator_id, b.operator_name, b.state, b.fields::text, b.reverts, b.plan_job, b.run_job, b.batch_id, r.id, r.run_job
        """;

    /// <summary>The mass update <c>b</c> with the last one <c>r</c> that takes it back.</summary>
    public const string From =
        """
        clients.bulk_update b
        left join lateral (
            select r.id, r.run_job from clients.bulk_update r where r.reverts = b.id order by r.created_at desc limit 1) r on true
        """;

    public static BulkUpdate Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.Maybe<Guid>(1), row.GetString(2), Enum.Parse<BulkState>(row.GetString(3), ignoreCase: true),
        new ClientBulkValues(JsonSerializer.Deserialize<Dictionary<string, string?>>(row.GetString(4))!),
        row.Maybe<Guid>(5), row.Maybe<Guid>(6), row.Maybe<Guid>(7), row.Maybe<Guid>(8),
        row.Maybe<Guid>(9), row.Maybe<Guid>(10));
}

/// <summary>How many clients have which outcome.</summary>
internal sealed record BulkCounts(long Selected, long Change, long Changed, long Same, long Skipped);

/// <summary>One line of the plan's table: a field, from what to what, how many.</summary>
internal sealed record BulkCountLine(string Field, string Before, string After, long Clients);

/// <summary>A client with something to tell.</summary>
internal sealed record BulkClientLine(Guid Id, string ShownId, string Name, string? Reason, IReadOnlyList<ClientBulkChange> Changes);
