namespace Wisp.Modules.Billing.Features.Statements;

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<StatementAct>))]
internal enum StatementAct
{
    /// <summary>Reads the file and says whose each line is.</summary>
    Read,

    /// <summary>Records what is matched.</summary>
    Take,
}

/// <summary>What the job is asked to do; stored as JSON.</summary>
internal sealed record StatementArguments(Guid StatementId, StatementAct Act);

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<StatementStage>))]
internal enum StatementStage
{
    Lines,
    Matches,
    Names,
    Taking,
}

/// <summary>Where the job stands.</summary>
/// <param name="Stage">What it does now.</param>
/// <param name="Records">Rows of the file that are behind it.</param>
/// <param name="Total">Rows of the file, or lines to take.</param>
/// <param name="After">Line of the file that was done last.</param>
/// <param name="Done">Payments recorded.</param>
/// <param name="Skipped">Lines that were taken before.</param>
internal sealed record StatementCursor(StatementStage Stage, int Records, int Total, int After, long Done, long Skipped)
{
    /// <summary>The sign of decimals that the file as a whole shows.</summary>
    public char Decimal { get; init; } = ',';

    public bool IsMonthFirst { get; init; }
}
