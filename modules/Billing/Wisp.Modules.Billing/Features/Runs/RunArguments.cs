namespace Wisp.Modules.Billing.Features.Runs;

/// <summary>What a job does with a run; the timer gives none.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Act">What to do with it.</param>
/// <param name="Lane">The lane that the job goes; <c>null</c>: it divides the run first.</param>
internal sealed record RunArguments(Guid? RunId, RunAct Act, RunLane? Lane = null);

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<RunAct>))]
internal enum RunAct
{
    Plan,
    Issue,
    Discard,
}

/// <summary>A part of a run, by the keys of what it goes through: contracts while planning, drafts while issuing.</summary>
/// <param name="Place">Its place among the lanes of the run, from 0.</param>
/// <param name="After">It begins after this key, or with the first.</param>
/// <param name="Until">It ends with this key, or with the last.</param>
internal sealed record RunLane(short Place, Guid? After, Guid? Until);

/// <summary>Where a job on a run stands.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Act">What it does now: a run of the timer may go on from planning to issuing.</param>
/// <param name="Lane">The lane that it goes, or <c>null</c> while the run is not divided.</param>
/// <param name="After">The last contract looked at, or draft issued or discarded.</param>
internal sealed record RunCursor(Guid RunId, RunAct Act, RunLane? Lane, Guid? After)
{
    public static RunCursor Of(Guid run, RunAct act, RunLane? lane = null) => new(run, act, lane, lane?.After);

    /// <summary>Drafts discarded.</summary>
    public long Discarded { get; init; }

    /// <summary>Periods that this turn over the contracts planned and after which another may be due: then it takes another turn.</summary>
    public long Behind { get; init; }

    /// <summary>It takes another turn.</summary>
    public bool IsAgain { get; init; }

    /// <summary>All of the lane is done; what is left is to say so.</summary>
    public bool IsOver { get; init; }
}
