namespace Wisp.Modules.Billing.Features.Runs;

/// <summary>What a job does with a run; the timer gives none.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Act">What to do with it.</param>
internal sealed record RunArguments(Guid? RunId, RunAct Act);

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<RunAct>))]
internal enum RunAct
{
    Plan,
    Issue,
    Discard,
}

/// <summary>Where a job on a run stands.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Act">What it does now: a run of the timer may go on from planning to issuing.</param>
/// <param name="After">The last contract looked at, or draft issued or discarded.</param>
/// <param name="Done">Invoices planned, issued or discarded.</param>
/// <param name="Nothing">Periods with nothing to bill.</param>
/// <param name="Behind">Periods that this turn over the contracts planned and after which another may be due: then it takes another turn.</param>
internal sealed record RunCursor(Guid RunId, RunAct Act, Guid? After, long Done, long Nothing, long Behind);
