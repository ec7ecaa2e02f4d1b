namespace Wisp.Modules.Network.Features.Consumption;

/// <summary>A stretch of time that ends now, and the slots that it is shown in.</summary>
/// <param name="Code">As it stands in URLs; its text is <c>range.</c> and the code.</param>
/// <param name="Slots">Select of the beginnings of its slots; <c>$1</c> is now, <c>$2</c> the ISP's zone.</param>
/// <param name="Uses">Select of (contract, beginning of the slot, down, up) of the contracts in <c>$1</c> since <c>$2</c>; <c>$3</c> is the zone.</param>
internal sealed record ConsumptionRange(string Code, string Slots, string Uses)
{
    /// <summary>The last 24 hours (VIEW-02).</summary>
    public static readonly ConsumptionRange Day = new("day",
        "select s from generate_series(date_bin('5 minutes', $1 - interval '24 hours', timestamptz '2000-01-01 00:00+00') + interval '5 minutes', $1, interval '5 minutes') s where $2 <> ''",
        "select k.contract_id, k.at, k.down, k.up from network.consumption_5min k where k.contract_id = any ($1) and k.at >= $2 and $3 <> ''");

    private static readonly ConsumptionRange Week = new("week",
        "select s from generate_series(date_trunc('hour', $1, $2) - interval '167 hours', $1, interval '1 hour') s",
        "select k.contract_id, k.at, k.down, k.up from network.consumption_by_hour k where k.contract_id = any ($1) and k.at >= $2 and $3 <> ''");

    private static readonly ConsumptionRange Month = Days("month", 30);

    private static readonly ConsumptionRange Year = Days("year", 365);

    public static readonly IReadOnlyList<ConsumptionRange> All = [Day, Week, Month, Year];

    public static ConsumptionRange OfCode(string? code) => All.FirstOrDefault(range => range.Code == code) ?? Day;

    private static ConsumptionRange Days(string code, int days) => new(code,
        $"""
        select s.day at time zone $2
        from generate_series(($1 at time zone $2)::date - interval '{days - 1} days', ($1 at time zone $2)::date::timestamp, interval '1 day') s (day)
        """,
        """
        select k.contract_id, k.day::timestamp at time zone $3, k.down, k.up
        from network.consumption_by_day k
        where k.contract_id = any ($1) and k.day >= ($2 at time zone $3)::date
        """);
}
